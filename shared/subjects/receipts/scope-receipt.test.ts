import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { createScopeFixture } from '../scopes/testing/create-scope-fixture.ts';
import { receipts } from './collections.ts';

test('the receipt for the erasure of a category states the category and when its records were hidden, and identifies nobody', async () => {
  const { live, accept, later, erase, dump } = await createScopeFixture();
  await live();
  later();
  const { erasure } = await accept({ category: customers.id });
  later();
  expect(await erase()).toMatchObject({ complete: true, finished: 1, receipts: 1 });
  const stored = (await dump()).filter(({ ref }) => ref.collection === receipts.id);
  expect(stored).toHaveLength(1);
  expect(decodeJwt(String(stored[0]?.data['jws']))).toMatchObject({
    kind: 'erasure',
    erasure: erasure.ref.id,
    scope: 'category',
    category: 'customers',
    asked_by: [],
    commitment: null,
    fenced_at: expect.stringMatching(/^2026-/),
    categories: [{ category: 'customers', count: 2 }],
    keys: [{ category: 'customers' }],
  });
  later();
  expect(await erase()).toMatchObject({ finished: 0, receipts: 0 });
});
