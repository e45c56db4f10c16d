import { type Language, languages } from '#shared/categories/texts.ts';
import { choicesQuery, type Query } from './read-query.ts';

/** The language and the format of a document. By default they are German and JSON. */
export type DocumentQuery = { readonly language: Language; readonly format: 'json' | 'html' };

const choices = { language: languages, format: ['json', 'html'] } as const;

/** Reads the language and the format of a document. */
export const documentQuery: Query<DocumentQuery> = choicesQuery(choices, (chosen) => ({
  language: chosen.language ?? 'de',
  format: chosen.format ?? 'json',
}));

/**
 * Reads the query of a document about recent days: its language, its format, and the number of
 * days. The number must be in `days`, and the default is the first number in `days`.
 */
export function recentDocumentQuery(
  days: readonly [string, ...string[]],
): Query<DocumentQuery & { readonly days: number }> {
  return choicesQuery({ ...choices, days }, (chosen) => ({
    language: chosen.language ?? 'de',
    format: chosen.format ?? 'json',
    days: Number(chosen.days ?? days[0]),
  }));
}
