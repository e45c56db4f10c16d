import type { Language } from '#shared/categories/texts.ts';

/**
 * A part of a section. All its texts are plain text: the page shows their line breaks, and markup
 * in them has no effect.
 */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [term: string, text: string])[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly string[];
      /** Each row has as many cells as `columns`. The first cell of a row is the row's heading. */
      readonly rows: readonly (readonly string[])[];
    };

export type Section = { readonly title: string; readonly blocks: readonly Block[] };

/** A document for people: its title, its introduction, and its sections. */
export type ReadableDocument = {
  readonly language: Language;
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly Section[];
};
