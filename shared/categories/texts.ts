/** The languages of everything that a person may be shown about their data. */
export const languages = ['de', 'en'] as const;

export type Language = (typeof languages)[number];

/** A text in every language. One that lacks a language does not compile. */
export type Texts = { readonly [language in Language]: string };
