import type { Texts } from '#shared/categories/texts.ts';
import type { CategoryWords } from '../../category-words.ts';

/** The words of the categories. The build inserts them. */
declare const wordsOfCategories: { readonly [id: string]: CategoryWords };
/** Titles of the categories and of the other collections. The build inserts them. */
declare const titlesOfAll: { readonly [id: string]: Texts };

export const categoryWords = wordsOfCategories;
export const collectionTitles = titlesOfAll;
