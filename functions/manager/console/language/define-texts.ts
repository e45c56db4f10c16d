/**
 * Languages of the console. A user of the console who understands none of them gets the first one,
 * English.
 */
export const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

/** Texts of a part of the console, in each language. */
export type Texts<T> = { readonly [language in Language]: T };

/** Declares texts. If a text is missing in one language, the code does not compile. */
export function defineTexts<T>(texts: { readonly en: T; readonly de: NoInfer<T> }): Texts<T> {
  return texts;
}

/** Returns the first of the user’s languages in which the console has texts, or else English. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [spoken] = tag.toLowerCase().split('-');
    const found = languages.find((language) => language === spoken);
    if (found !== undefined) return found;
  }
  return languages[0];
}
