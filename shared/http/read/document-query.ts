import { type Language, languages } from '#shared/categories/texts.ts';
import { choicesQuery, type Query } from './read-query.ts';

/** How a document is asked for: German unless said, JSON unless said. */
export type DocumentQuery = { readonly language: Language; readonly format: 'json' | 'html' };

const choices = { language: languages, format: ['json', 'html'] } as const;

export const documentQuery: Query<DocumentQuery> = choicesQuery(choices, (chosen) => ({
  language: chosen.language ?? 'de',
  format: chosen.format ?? 'json',
}));

/** A document about the last days: as many as one of the choices says, the first of them unless said. */
export function recentDocumentQuery(
  days: readonly [string, ...string[]],
): Query<DocumentQuery & { readonly days: number }> {
  return choicesQuery({ ...choices, days }, (chosen) => ({
    language: chosen.language ?? 'de',
    format: chosen.format ?? 'json',
    days: Number(chosen.days ?? days[0]),
  }));
}
