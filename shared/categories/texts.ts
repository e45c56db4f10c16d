/** The languages of all texts about a person's data. */
export const languages = ['de', 'en'] as const;

export type Language = (typeof languages)[number];

/** A text in every language. If it is missing in one language, the code does not compile. */
export type Texts = { readonly [language in Language]: string };
