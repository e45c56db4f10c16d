import type { Category } from '#shared/categories/define-category.ts';
import type { ArchiveRun } from '../run.ts';
import type { Format } from './format.ts';
import { type Html, html } from './html.ts';

/** The data that the sections of a page need. */
export type PageInput = {
  readonly run: ArchiveRun;
  readonly format: Format;
  /** Categories with data of persons, in order. */
  readonly categories: readonly Category[];
};

/** The heading of a section. The table of contents links to it. */
export function heading(id: string, text: string): Html {
  return html`<h2 id="${id}">${text}</h2>`;
}
