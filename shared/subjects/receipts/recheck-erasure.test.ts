import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { runtimeLog } from '#shared/categories/runtime-log.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import type { Store } from '#shared/store/store.ts';
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

test('if a repeated search finds nothing, a new receipt states this, even if the email has other capital letters', async () => {
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

/** A store that calls `act` after the first query of the runtime log. */
function actingStore(inner: Store, act: () => Promise<unknown>): Store {
  let isDone = false;
  return {
    ...inner,
    query: async (query) => {
      const isFirst = !isDone && query.collection === runtimeLog.id;
      if (!isFirst) return inner.query(query);
      isDone = true;
      const found = await inner.query(query);
      await act();
      return found;
    },
  };
}

test('a receipt of absence states the beginning of the search, so a record that the search misses was stored after the stated instant', async () => {
  const { recheck, salt, acts, ctx, fixture } = await createErased();
  let storedAt = '';
  const store = actingStore(fixture.store, async () => {
    fixture.clock.now += 1_000;
    storedAt = formatInstant(fixture.clock.now);
    await acts['trace']?.(anna, {});
    fixture.clock.now += 1_000;
  });
  const told = await recheck({ subject: anna, salt }, undefined, onStore(ctx, store));
  expect(told.absent).toBe(true);
  expect(told.searched_at < storedAt).toBe(true);
});

test('a record that expires while the search runs is found, because it was stored when the search began', async () => {
  const { recheck, salt, acts, ctx, fixture } = await createErased();
  await acts['trace']?.(anna, {});
  const store = actingStore(fixture.store, async () => {
    fixture.clock.now += 60 * microsPerDay;
  });
  const told = await recheck({ subject: anna, salt }, undefined, onStore(ctx, store));
  expect(told).toMatchObject({ absent: false, receipt: null });
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
      fixture.clock.now += 1_000_000;
      const told = await recheck(body, 'key');
      expect(decodeJwt(told.receipt ?? '')['searched_at']).toBe(told.searched_at);
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
