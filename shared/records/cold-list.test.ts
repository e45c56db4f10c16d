import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { createRecords } from './create-records.ts';
import { listRecords } from './list-records.ts';
import { createTestFixture } from './testing/create-test-context.ts';

/**
 * The customers of the test expire in this many different buckets. Each bucket is six days long.
 */
const buckets = 29;

test('with empty caches, a list unwraps the key of each bucket once, and all keys in parallel', async () => {
  const { clock, wrapper, contextOf, otherProcess } = createTestFixture();
  const ctx = contextOf('acme');
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const body = [0, 1, 2].map((each) => ({
      email: `k${bucket}.${each}@example.org`,
      authenticated_by: 'sso',
    }));
    await createRecords(ctx, { category: customers, body });
    clock.now += 6 * microsPerDay;
  }
  const unwrap = wrapper.unwrap.bind(wrapper);
  const { promise: allAsked, resolve } = Promise.withResolvers<void>();
  const asked: string[] = [];
  // No call is answered before all calls have begun. If the calls were made one after the other,
  // the test would never end.
  wrapper.unwrap = async (kek, wrapped, aad) => {
    asked.push(Buffer.from(aad).toString('utf8'));
    if (asked.length === buckets) resolve();
    await allAsked;
    return unwrap(kek, wrapped, aad);
  };
  const { items } = await listRecords(otherProcess('acme'), {
    category: customers,
    filters: [],
    page: { limit: 200 },
  });
  expect(items).toHaveLength(3 * buckets);
  expect([asked.length, new Set(asked).size]).toEqual([buckets, buckets]);
});
