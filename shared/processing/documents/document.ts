import type { Language } from '#shared/categories/texts.ts';

/** A part of a section. Texts are plain: line breaks count, and nothing in them is markup. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [term: string, text: string])[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly string[];
      /** Each as long as `columns`; the first cell of a row is its heading. */
      readonly rows: readonly (readonly string[])[];
    };

export type Section = { readonly title: string; readonly blocks: readonly Block[] };

/** A document for people: its subject, then its sections. */
export type ReadableDocument = {
  readonly language: Language;
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly Section[];
};
