import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { settingsOf, type WithSettings } from './settings.ts';

/** Refuses new data of a category that the tenant does not keep here. @throws Problem `category-off` */
export function requireStored({ settings }: WithSettings, category: Category): void {
  if (settingsOf(settings, category).destination !== 'server') throw new Problem('category-off');
}
