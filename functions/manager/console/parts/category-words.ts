import type { Texts } from '#shared/categories/texts.ts';
import type { CategoryWords } from '../../category-words.ts';

/** The categories in words; the build fills them in. */
declare const wordsOfCategories: { readonly [id: string]: CategoryWords };
/** Titles of the categories and of the collections beside them; the build fills them in. */
declare const titlesOfAll: { readonly [id: string]: Texts };

export const categoryWords = wordsOfCategories;
export const collectionTitles = titlesOfAll;
