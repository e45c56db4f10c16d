import { expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { erasures } from '#shared/subjects/collections.ts';

test('a category or a collection that does not say how it leads to its person does not compile', () => {
  const { subject: _ofCategory, ...category } = customers;
  const { subject: _ofCollection, ...collection } = erasures;
  // The type check fails if one of these lines compiles.
  // @ts-expect-error It does not say how it leads to its person.
  const forgetful: Category = category;
  // @ts-expect-error It does not say how it leads to its person.
  const other: Collection = collection;
  // @ts-expect-error An empty list is no way to a person, and no reason why there is none.
  const empty: Collection = { ...collection, subject: [] };
  expect([forgetful, other].map((each) => 'subject' in each)).toEqual([false, false]);
  expect(empty.subject).toEqual([]);
});
