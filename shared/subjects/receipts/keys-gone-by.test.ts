import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { microsPerDay, microsPerMilli, microsPerSecond } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { openAcme } from '#shared/tenants/testing/open-acme.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { eraseSubject, erasing } from '../erase-subject.ts';
import { world } from '../testing/create-person-fixture.ts';
import { receipts } from './collections.ts';
import { giveReceipt } from './give-receipt.ts';
import type { Receipt } from './receipt.ts';

type ErasureReceipt = Extract<Receipt, { kind: 'erasure' }>;

const email = 'anna@example.org';

/**
 * Creates a tenant with one customer. If `isShortened` is true, the tenant then shortens the
 * retention of customers.
 */
async function createCustomer(isShortened: boolean) {
  const acme = await openAcme();
  await acme.change({ categories: { customers: { destination: 'server' } } });
  acme.clock.now += 6 * microsPerSecond;
  const body = { email, authenticated_by: 'code' };
  await createRecords(await acme.as(), { category: customers, body });
  acme.clock.now += microsPerDay;
  if (isShortened) {
    await acme.change({ categories: { customers: { retention_days: 30 } } });
    acme.clock.now += 600 * microsPerSecond;
    await acme.erase();
  }
  const all = (collection: string) =>
    acme.store.query({ collection, tenant: 'acme', where: [], orderBy: [], limit: 100 });
  const purge = () =>
    runPurge({
      ...acme.deps,
      ...world,
      monotonic: () => 0,
      budgetSeconds: 60,
      shards: 4,
      onFailure: (error: unknown) => {
        throw error;
      },
    });
  const ctx = await acme.as();
  const own = { ...ctx, scopes: new Set([...ctx.scopes, 'subjects']) };
  const signer = createFakeSigner();
  const deps = { ...own, ...world, signer, commit: erasing(own), onIssued: () => undefined };
  const erase = async () => {
    const scope = { subject: { email } };
    const request = { body: { scope, confirm: true }, idempotencyKey: undefined };
    return (await eraseSubject(own, world, request)).erasure;
  };
  const tellKey = async (erasure: Awaited<ReturnType<typeof erase>>) => {
    await giveReceipt(deps, erasure);
    const [receipt] = await all(receipts.id);
    const { keys } = decodeJwt(String(receipt?.data['jws'])) as unknown as ErasureReceipt;
    const named = keys.find(({ category }) => category === customers.id);
    const until = Date.parse(named?.until ?? '') * microsPerMilli;
    return { key: String(named?.key), until };
  };
  const isStored = async (key: string) =>
    (await all(dataKeys.id)).some(({ ref }) => ref.id === key);
  return { clock: acme.clock, purge, erase, tellKey, isStored };
}

test.each([
  ['with the usual retention', false],
  ['after its retention was shortened', true],
])(
  'the key of a record %s is destroyed at the latest an hour before the instant in the receipt, and still exists more than three hours before that instant',
  async (_name, isShortened) => {
    const { clock, purge, erase, tellKey, isStored } = await createCustomer(isShortened);
    const { key, until } = await tellKey(await erase());
    clock.now = until - 3 * 3_600 * microsPerSecond - microsPerSecond;
    await purge();
    expect(await isStored(key)).toBe(true);
    // Firestore keeps the old version of the key for one more hour.
    clock.now = until - 3_600 * microsPerSecond;
    await purge();
    expect(await isStored(key)).toBe(false);
  },
);

test('if the purge destroyed a key before the receipt is issued, the receipt states an instant after the destruction', async () => {
  const { clock, purge, erase, tellKey } = await createCustomer(true);
  const erasure = await erase();
  clock.now += 800 * microsPerDay;
  await purge();
  const destroyedAt = clock.now;
  const { until } = await tellKey(erasure);
  expect(until).toBe(destroyedAt + 3 * 3_600 * microsPerSecond);
});
