import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { world } from '../testing/create-person-fixture.ts';
import { hashReceipt, type Receipt } from './receipt.ts';
import { recheckErasure } from './recheck-erasure.ts';
import { anna, bert, createReceiptsFixture } from './testing/create-receipts-fixture.ts';

async function createErased() {
  const fixture = await createReceiptsFixture();
  const { erasure, salt } = await fixture.erase({ subject: anna });
  fixture.fixture.clock.now += microsPerDay;
  const recheck = (body: object, key?: string, ctx = fixture.ctx) =>
    recheckErasure(
      ctx,
      { ...fixture.issuing(ctx), ...world },
      { id: erasure.ref.id, body, idempotencyKey: key },
    );
  return { ...fixture, erasure, salt, recheck };
}

test('if a repeated search finds nothing, the next receipt states this, whatever the spelling of the identifiers', async () => {
  const { recheck, salt, stored, erasure, dump } = await createErased();
  const email = anna.email.toUpperCase();
  const told = await recheck({ subject: { ...anna, email }, salt });
  expect(told).toMatchObject({ absent: true, categories: [], beside: [], replayed: false });
  const [first, second] = await stored();
  expect(second?.data['jws']).toBe(told.receipt);
  expect(decodeJwt(told.receipt ?? '') as unknown as Receipt).toMatchObject({
    kind: 'absence',
    number: 2,
    previous: hashReceipt(String(first?.data['jws'])),
    erasure: erasure.ref.id,
    commitment: decodeJwt(String(first?.data['jws']))['commitment'],
    searched_at: told.searched_at,
    found: 0,
  });
  const everything = JSON.stringify(await dump());
  for (const value of [...Object.values(anna), email, salt])
    expect(everything).not.toContain(value);
});

test('if records were stored after the erasure, the answer contains their counts, and no receipt is signed', async () => {
  const { recheck, salt, stored, acts } = await createErased();
  await acts['trace']?.(anna, {});
  expect(await recheck({ subject: anna, salt })).toMatchObject({
    absent: false,
    categories: [{ category: 'runtime_log', count: 1 }],
    receipt: null,
  });
  expect(await stored()).toHaveLength(1);
});

test('a request for a repeated search is refused if it contains another person, only some of the identifiers, or another salt', async () => {
  const { recheck, salt, stored } = await createErased();
  const otherSalt = (await createErased()).salt;
  for (const body of [
    { subject: bert, salt },
    { subject: { email: anna.email }, salt },
    { conversation_id: 'c-anna', salt },
    { subject: anna, salt: otherSalt },
  ])
    await expect(recheck(body)).rejects.toMatchObject({ code: 'commitment-mismatch' });
  const short = recheck({ subject: anna, salt: 'short' });
  await expect(short).rejects.toMatchObject({ code: 'validation-failed' });
  expect(await stored()).toHaveLength(1);
});

test('a repeated request with the same Idempotency-Key gets the same receipt, even if the process of the first request was killed', async () => {
  for (const landed of ['none', 'all'] as const)
    for (const fatal of [0, 1]) {
      const { recheck, salt, stored, ctx, fixture } = await createErased();
      const killed = createKilledStore(fixture.store, fatal, landed);
      const body = { subject: anna, salt };
      const dying = recheck(body, 'key', onStore(ctx, killed.store));
      expect(await Promise.race([dying, killed.killed])).toBe('killed');
      const told = await recheck(body, 'key');
      expect(await recheck(body, 'key')).toEqual({ ...told, replayed: true });
      expect(await stored()).toHaveLength(2);
      const other = recheck({ subject: { email: anna.email }, salt }, 'key');
      await expect(other).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    }
});

test('without an Idempotency-Key each request causes a new search and gets a new receipt', async () => {
  const { recheck, salt, stored } = await createErased();
  await Promise.all([1, 2].map(() => recheck({ subject: anna, salt })));
  expect((await stored()).map(({ data }) => data['kind'])).toEqual([
    'erasure',
    'absence',
    'absence',
  ]);
});
