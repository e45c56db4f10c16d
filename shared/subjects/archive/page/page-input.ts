import type { Category } from '#shared/categories/define-category.ts';
import { isOfCategory, type Shown } from '../../shown.ts';
import type { ArchiveRun } from '../run.ts';
import type { Format } from './format.ts';
import { type Html, html } from './html.ts';

/** The data that the sections of a page need. */
export type PageInput = {
  readonly run: ArchiveRun;
  readonly format: Format;
  /** The categories with data of persons, in the order in which the page lists them. */
  readonly categories: readonly Category[];
};

/** The id of the heading of the section with the documents of a collection. */
export function sectionId(shown: Shown): string {
  return isOfCategory(shown) ? shown.category.path : shown.collection.id;
}

/** The heading of a section. The table of contents links to it. */
export function heading(id: string, text: string): Html {
  return html`<h2 id="${id}">${text}</h2>`;
}
