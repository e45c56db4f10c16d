import type { Category } from '#shared/categories/define-category.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { isRestrictable } from '#shared/store/restricted-collection.ts';
import { createOperation, upsertOperation } from './create-operations.ts';
import { exportArchiveOperation } from './export-operations.ts';
import type { Tag } from './openapi-document.ts';
import {
  correctOperation,
  deleteManyOperation,
  deleteOperation,
  exportOperation,
  listOperation,
  readOperation,
  searchOperation,
  touchOperation,
} from './record-operations.ts';
import { restrictionOperations } from './restriction-operations.ts';
import type { RouteDraft } from './route-draft.ts';

/** The operations of a category, derived from its declaration. */
export function categoryOperations(category: Category): RouteDraft[] {
  return [
    ...(category.createdBy === 'caller' ? [createOperation(category)] : []),
    ...(category.createdBy === 'caller' && category.unique.length > 0
      ? [upsertOperation(category)]
      : []),
    listOperation(category),
    ...(lookupFields(category).length > 0 ? [searchOperation(category)] : []),
    exportOperation(category),
    exportArchiveOperation(category),
    ...(isRestrictable(category) ? restrictionOperations(category) : []),
    readOperation(category),
    ...(category.correctable ? [correctOperation(category)] : []),
    ...(category.deletable ? [deleteOperation(category), deleteManyOperation(category)] : []),
    ...(category.retention.basis === 'last_interaction' ? [touchOperation(category)] : []),
  ];
}

const basisWords = {
  created: 'from creation',
  last_interaction: 'from the last interaction',
  own_expiry:
    'from creation or from the last change of the record’s own expiry, or until this expiry if it is earlier',
} as const;

/**
 * The section of the documentation about a category. It states the category's purpose, when records
 * of the category are stored, and for how long.
 */
export function categoryTag(category: Category): Tag {
  const { basis, days, longerChoices } = category.retention;
  const promise =
    typeof days === 'number'
      ? `${days} days`
      : Object.entries(days.days)
          .map(([value, count]) => `${count} days (${days.field} ${value})`)
          .join(', ');
  const longer =
    longerChoices.length === 0 ? '' : `; a tenant may choose ${longerChoices.join(' or ')}`;
  return {
    name: category.title.en,
    description: `${category.purpose.en}. ${category.storedWhen.en}. Kept for ${promise} ${basisWords[basis]}${longer}.`,
  };
}
