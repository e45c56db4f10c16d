import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { eraseSubject, erasing } from '#shared/subjects/erase-subject.ts';
import { renderErasure } from '#shared/subjects/erasure.ts';
import { readErasure } from '#shared/subjects/read-erasures.ts';
import { tryGiveReceipt } from '#shared/subjects/receipts/give-receipt.ts';
import type { Receipt } from '#shared/subjects/receipts/receipt.ts';
import { createScopeFixture } from '#shared/subjects/scopes/testing/create-scope-fixture.ts';
import { personOf, world } from '#shared/subjects/testing/create-person-fixture.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { goneTenantRef } from '#shared/tenants/collections.ts';
import { restore } from './restore.ts';
import { createRestoreFixture } from './testing/create-restore-fixture.ts';

type OfErasure = Extract<Receipt, { kind: 'erasure' }>;

const anna = personOf('anna', 4);
const body = { scope: { subject: anna }, confirm: true };
type Fixture = Awaited<ReturnType<typeof createScopeFixture>>;

let fixture: Fixture;
let restores: ReturnType<typeof createRestoreFixture>;
let undisturbed: OfErasure;

async function receiptsOf({ dump }: Fixture): Promise<OfErasure[]> {
  const stored = (await dump()).filter(({ ref }) => ref.collection === 'receipts');
  return stored.map(({ data }) => decodeJwt(String(data['jws'])) as unknown as OfErasure);
}

async function create(): Promise<Fixture> {
  const created = await createScopeFixture();
  await created.live();
  created.later();
  return created;
}

/** Runs the sweeps until no work is left. */
async function sweep({ later, erase, purge }: Fixture): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    later();
    await erase();
    await purge();
  }
  later();
  expect(await erase()).toMatchObject({ finished: 0, receipts: 0 });
}

const told = ({ scope, category, asked_by, categories, beside, stays, keys }: OfErasure) => {
  const whats = stays.map(({ what, count }) => [what, count]);
  const under = keys.map((key) => key.category);
  return { scope, category, asked_by, categories, beside, whats, under };
};

async function begin() {
  fixture = await create();
  restores = createRestoreFixture(fixture.fixture);
  await restores.raise();
}

/**
 * Erases Anna. If `fatal` is given, the erasure stops at the write with this number, as if the
 * process was killed there.
 */
async function eraseAnna(fatal = Number.POSITIVE_INFINITY): Promise<number> {
  const { ctx } = fixture;
  const counting = createKilledStore(fixture.fixture.store, fatal, 'all');
  const own = onStore(ctx, counting.store);
  const erased = eraseSubject(own, world, { body, idempotencyKey: 'once' });
  await Promise.race([counting.killed, erased]);
  return counting.writes();
}

/** Erases Anna with a receipt, as the API does. */
async function eraseWithReceipt(): Promise<string> {
  const { ctx, signer } = fixture;
  const { erasure } = await eraseSubject(ctx, world, { body, idempotencyKey: 'once' });
  const quiet = { onIssued: () => undefined, onFailure: () => undefined };
  await tryGiveReceipt({ ...ctx, ...world, ...quiet, signer, commit: erasing(ctx) }, erasure);
  return erasure.ref.id;
}

beforeEach(async () => {
  await begin();
  await eraseWithReceipt();
  [undisturbed] = (await receiptsOf(fixture)) as [OfErasure];
  await begin();
});

describe('an erasure of a person', { timeout: 120_000 }, () => {
  test('has one receipt with the correct counts after a restore, even if the process was killed at the write that accepted the erasure or at any later write', async () => {
    const writes = await eraseAnna();
    // The first write adds to the ledger, the second accepts the erasure.
    for (let fatal = 1; fatal < writes; fatal += 1) {
      await begin();
      const backup = await restores.backUp();
      await eraseAnna(fatal);
      await restores.restoreFrom(backup);
      await sweep(fixture);
      const receipts = await receiptsOf(fixture);
      expect(receipts.map(told)).toEqual([told(undisturbed)]);
      expect(receipts[0]).toMatchObject({
        commitment: expect.any(String),
        asked_by: expect.any(Array),
      });
    }
  });

  test('that is not complete in the backup has one receipt with all counts after the restore', async () => {
    const writes = await eraseAnna();
    for (const fatal of [1, 2, Math.floor(writes / 2), writes - 2]) {
      await begin();
      await eraseAnna(fatal);
      const backup = await restores.backUp();
      // The erasure continues after the backup. Then the database is lost.
      fixture.later();
      await fixture.erase();
      await restores.restoreFrom(backup);
      await sweep(fixture);
      expect((await receiptsOf(fixture)).map(told)).toEqual([told(undisturbed)]);
    }
  });

  test('that is not complete in the backup is completed by the restore, so what the person stores later stays', async () => {
    const writes = await eraseAnna();
    const customersOf = async ({ dump }: Fixture) =>
      (await dump()).filter(({ ref }) => ref.collection === 'customers').map(({ ref }) => ref.id);
    for (const fatal of [2, Math.floor(writes / 2), writes - 2]) {
      await begin();
      await eraseAnna(fatal);
      const backup = await restores.backUp();
      await restores.restoreFrom(backup);
      const occasion = { conversation_id: 'c-new', idempotencyKey: undefined };
      await fixture.acts['signIn']?.(anna, occasion);
      const stored = await customersOf(fixture);
      await sweep(fixture);
      expect(await customersOf(fixture)).toEqual(stored);
      expect(stored).toHaveLength(2);
    }
  });

  test('that is not complete in the backup is complete with all counts, even if the restore was killed at any write', async () => {
    await eraseAnna(2);
    // A request that had begun before the erasure stores this record after it.
    const occasion = { conversation_id: 'c-anna', idempotencyKey: undefined };
    await fixture.acts['understand']?.(anna, occasion);
    const backup = await restores.backUp();
    const countsAfter = async (fatal: number) => {
      await restores.putBack(backup);
      const killing = createKilledStore(fixture.fixture.store, fatal, 'all');
      const database = `restored-${fatal}`;
      const dying = restore({ ...restores.depsOn(killing.store), database });
      if ((await Promise.race([dying, killing.killed])) === 'killed')
        await restore({ ...restores.depsOn(), database });
      const erasure = (await fixture.dump()).find(({ ref }) => ref.collection === 'erasures');
      return { writes: killing.writes(), counts: erasure?.data['counts'] };
    };
    const whole = await countsAfter(1_000);
    expect(whole.counts).toContain('nlu_messages=2');
    for (let fatal = 0; fatal < whole.writes; fatal += 1)
      expect([fatal, (await countsAfter(fatal)).counts]).toEqual([fatal, whole.counts]);
  });

  test('whose document is damaged in the backup is reported, and does not keep the database closed', async () => {
    await eraseAnna(2);
    const backup = await restores.backUp();
    const damaged = backup.map((document) => {
      const { hashes, ...others } = document.data;
      return hashes === undefined ? document : { ...document, data: others };
    });
    await restores.restoreFrom(damaged);
    expect(await restores.isCurrent()).toBe(true);
    expect(restores.told.join()).toMatch(/tenants\/acme\/erasures\/\w+ is an erasure/);
  });

  test('has the same receipt after a restore as before the restore, and states the number of the receipt', async () => {
    const backup = await restores.backUp();
    const id = await eraseWithReceipt();
    const before = await receiptsOf(fixture);
    await restores.restoreFrom(backup);
    await sweep(fixture);
    expect(await receiptsOf(fixture)).toEqual(before);
    const erasure = await readErasure(await fixture.owner(), { id });
    expect(renderErasure(erasure, world.categories)).toMatchObject({
      status: 'complete',
      receipt_number: 1,
      categories: undisturbed.categories,
    });
  });

  test('states the same completion and the same expiry after a restore in the next year', async () => {
    fixture = await createScopeFixture();
    const { clock } = fixture.fixture;
    clock.now = Date.UTC(2026, 11, 28) * microsPerMilli + 1;
    await fixture.live();
    fixture.later();
    restores = createRestoreFixture(fixture.fixture);
    await restores.raise();
    const backup = await restores.backUp();
    const id = await eraseWithReceipt();
    const read = async () =>
      renderErasure(await readErasure(await fixture.owner(), { id }), world.categories);
    const { completed_at, expires_at } = await read();
    clock.now += 5 * microsPerDay;
    await restores.restoreFrom(backup);
    await fixture.erase();
    expect(await read()).toMatchObject({ receipt_number: 1, completed_at, expires_at });
  });

  test('that was refused has no receipt after a restore', async () => {
    const backup = await restores.backUp();
    const wrong = { ...body, plan: '0'.repeat(64) };
    const { ctx } = fixture;
    await expect(
      eraseSubject(ctx, world, { body: wrong, idempotencyKey: undefined }),
    ).rejects.toMatchObject({ code: 'plan-changed' });
    await restores.restoreFrom(backup);
    await sweep(fixture);
    expect(await receiptsOf(fixture)).toEqual([]);
  });
});

describe('an erasure of a category', { timeout: 120_000 }, () => {
  const scope = { category: customers.id };

  test.each([
    ['before its sweep', false],
    ['after its sweep', true],
  ])(
    'that was accepted after the backup has one receipt with the correct counts, if the database is lost %s',
    async (_name, isSwept) => {
      const backup = await restores.backUp();
      await fixture.accept(scope);
      if (isSwept) {
        fixture.later();
        await fixture.erase();
      }
      await restores.restoreFrom(backup);
      expect((await fixture.dump()).filter(({ ref }) => ref.collection === customers.id)).toEqual(
        [],
      );
      await sweep(fixture);
      const receipts = await receiptsOf(fixture);
      expect(receipts).toHaveLength(1);
      expect(receipts[0]).toMatchObject({
        scope: 'category',
        category: customers.id,
        categories: [{ category: customers.id, count: 2 }],
      });
    },
  );

  test('does not delete the records that are stored after the restore', async () => {
    const backup = await restores.backUp();
    await fixture.accept(scope);
    await restores.restoreFrom(backup);
    fixture.later();
    await fixture.acts['signIn']?.(personOf('carla', 9), {});
    await sweep(fixture);
    const left = (await fixture.dump()).filter(({ ref }) => ref.collection === customers.id);
    expect(left).toHaveLength(1);
  });
});

describe('an erasure of a tenant', { timeout: 120_000 }, () => {
  test.each([
    ['before its first sweep', 0],
    ['in the middle of the erasure', 1],
    ['when the erasure was complete', 6],
  ])(
    'that was accepted after the backup is carried out completely and has one receipt, if the database is lost %s',
    async (_name, rounds) => {
      const backup = await restores.backUp();
      await fixture.accept({ tenant: true });
      for (let round = 0; round < rounds; round += 1) {
        fixture.later();
        await fixture.erase();
        await fixture.purge();
      }
      await restores.restoreFrom(backup);
      await sweep(fixture);
      const receipts = await receiptsOf(fixture);
      expect(receipts).toHaveLength(1);
      const counted = receipts[0]?.categories.find(({ category }) => category === customers.id);
      expect(counted).toEqual({ category: customers.id, count: 2 });
      const left = new Set(
        (await fixture.dump()).map(({ ref }) => `${ref.tenant} ${ref.collection}`),
      );
      const own = [...left].filter((each) => each.startsWith('acme '));
      expect(own.toSorted()).toEqual(['acme erasures', 'acme receipts']);
      expect(await fixture.fixture.store.get(goneTenantRef('acme'))).toBeDefined();
    },
  );
});
