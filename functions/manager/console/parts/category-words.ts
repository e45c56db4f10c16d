import type { Texts } from '#shared/categories/texts.ts';
import type { CategoryWords } from '../../category-words.ts';

/** The categories in words, which the build puts here. */
declare const wordsOfCategories: { readonly [id: string]: CategoryWords };
/** Titles of categories and of collections beside them, which the build puts here. */
declare const titlesOfAll: { readonly [id: string]: Texts };

export const categoryWords = wordsOfCategories;
export const collectionTitles = titlesOfAll;
