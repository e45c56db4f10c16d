import { expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { erasures } from '#shared/subjects/collections.ts';

test('the compiler refuses a category or a collection that does not declare how to find a person’s documents', () => {
  const { subject: _ofCategory, ...category } = customers;
  const { subject: _ofCollection, ...collection } = erasures;
  // The type check fails if one of these lines compiles.
  // @ts-expect-error The category does not declare how to find a person's documents.
  const forgetful: Category = category;
  // @ts-expect-error The collection does not declare how to find a person's documents.
  const other: Collection = collection;
  // @ts-expect-error An empty list states neither how to find a person's documents nor why there
  // are none.
  const empty: Collection = { ...collection, subject: [] };
  expect([forgetful, other].map((each) => 'subject' in each)).toEqual([false, false]);
  expect(empty.subject).toEqual([]);
});
