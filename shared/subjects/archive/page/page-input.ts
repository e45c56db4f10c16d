import type { Category } from '#shared/categories/define-category.ts';
import type { ArchiveRun } from '../run.ts';
import type { Format } from './format.ts';
import { type Html, html } from './html.ts';

/** What the sections of a page are written from. */
export type PageInput = {
  readonly run: ArchiveRun;
  readonly format: Format;
  /** Categories that hold something of persons, in order. */
  readonly categories: readonly Category[];
};

/** The heading of a section, by which the contents lead to it. */
export function heading(id: string, text: string): Html {
  return html`<h2 id="${id}">${text}</h2>`;
}
