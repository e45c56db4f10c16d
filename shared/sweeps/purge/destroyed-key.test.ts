import { expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import { dataKeyPointers, dataKeys } from '#shared/vault/collections.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { collections } from '#shared/wiring/collections.ts';
import { runPurge } from './run-purge.ts';

const email = 'anna@example.com';

/** Stores a customer, and copies the record, as an attacker could. */
async function copyCustomer() {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const body = { email, authenticated_by: 'sso', values: { ort: 'Bonn' } };
  const { records } = await createRecords(ctx, { category: customers, body });
  const id = records[0]?.id ?? '';
  const copy = await fixture.store.get({ tenant: 'acme', collection: customers.id, id });
  if (copy === undefined) throw new Error('the customer is not stored');
  const purge = () =>
    runPurge({
      store: fixture.store,
      now: () => fixture.clock.now,
      monotonic: () => 0,
      collections,
      shards: 4,
      budgetSeconds: 60,
      onFailure: (error) => {
        throw error;
      },
    });
  /** Decrypts the copy in a process that has no key in memory. */
  const open = () => openRecord(fixture.otherProcess('acme'), customers, copy);
  return { ...fixture, ctx, id, copy, purge, open };
}

test('a copy of a deleted record can be decrypted until one hour after the end of the record’s bucket, and no longer', async () => {
  const { ctx, id, copy, clock, purge, open } = await copyCustomer();
  await deleteRecord(ctx, { category: customers, id });
  await purge();
  expect((await open()).fields['email']).toBe(email);
  const end = bucketEnd(customers, Number(copy.data['expires_at'])) + 3_600 * microsPerSecond;
  expect(end - Number(copy.data['expires_at'])).toBeLessThanOrEqual(6.05 * microsPerDay);
  clock.now = end - 1;
  await purge();
  expect((await open()).fields['email']).toBe(email);
  clock.now = end;
  expect(await purge()).toMatchObject({ keys_destroyed: 1 });
  await expect(open()).rejects.toBeInstanceOf(DecryptionError);
});

test('the pointers of a bucket are deleted with its key', async () => {
  const { otherProcess, store, clock, copy, purge } = await copyCustomer();
  const expiresAt = Number(copy.data['expires_at']);
  const all = { tenant: 'acme', where: [], orderBy: [], limit: 9 };
  const pointers = () => store.query({ ...all, collection: dataKeyPointers.id });
  const [key] = await store.query({ ...all, collection: dataKeys.id });
  if (key === undefined) throw new Error('there is no key');
  await store.commit([{ kind: 'delete', ref: key.ref }]);
  await createRecords(otherProcess('acme'), {
    category: customers,
    body: { email: 'bert@example.com', authenticated_by: 'sso', values: {} },
  });
  expect((await pointers()).length).toBe(2);
  clock.now = bucketEnd(customers, expiresAt) + 365 * microsPerDay;
  await purge();
  expect(await pointers()).toEqual([]);
});

test('without its key a copied record shows only unencrypted fields, but a thief who also has the pepper can check a guess against the lookup hash', async () => {
  const { otherProcess, copy, clock, purge, open } = await copyCustomer();
  clock.now += 365 * microsPerDay;
  expect(await purge()).toMatchObject({
    deleted_by_collection: { customers: 1 },
    keys_destroyed: 1,
  });
  await expect(open()).rejects.toBeInstanceOf(DecryptionError);
  expect(copy.data['authenticated_by']).toBe('sso');
  const guess = (value: string) =>
    otherProcess('acme').lookup.hash('acme', 'email', 'email', value);
  expect(copy.data['email_bcrypt']).toBe(await guess(email));
  expect(copy.data['email_bcrypt']).not.toBe(await guess('bert@example.com'));
});
