/** The languages of the sign-in pages. */
export type Language = 'en' | 'de';

/**
 * Returns the language of the page: German or English, as the browser prefers (RFC 9110, section
 * 12.5.4). Returns English if the browser lists neither, or if its header cannot be read.
 */
export function readLanguage(acceptLanguage: string | undefined): Language {
  const liked = (acceptLanguage ?? '').split(',').flatMap((part) => {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const quality = parameters.find((text) => text.startsWith('q='))?.slice(2) ?? '1';
    const language = /^(de|en)(?:-|$)/.exec(range)?.[1] as Language | undefined;
    return language === undefined ? [] : [{ language, quality: Number(quality) || 0 }];
  });
  const best = liked.filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality);
  return best[0]?.language ?? 'en';
}
