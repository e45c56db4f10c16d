import { createPublicKey } from 'node:crypto';
import { compactVerify, importSPKI } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { encodeSettings, profileRef } from '#shared/settings/encode-settings.ts';
import type { Store } from '#shared/store/store.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';
import { createLegacyFixture } from '../testing/create-legacy-fixture.ts';
import { asFormerly } from '../testing/create-old-spellings.ts';
import { copyOf, readAll } from '../testing/create-sweep-fixture.ts';
import { legacy } from '../testing/legacy-lines.ts';
import { legacyRecordsId } from './collections.ts';
import { reportLegacy } from './legacy-report.ts';

let world: Awaited<ReturnType<typeof createLegacyFixture>>;

beforeEach(async () => {
  world = await createLegacyFixture();
  const kept = await world.importTexts(await world.createLines(), { keepEnvelopes: true });
  // Three of the lines do not wait: entries of the log belong to a chain, and coins depend on
  // earlier coins.
  if (kept.kept !== 10 || kept.imported !== 3) throw new Error(JSON.stringify(kept));
});

async function clearOf(store: Store): Promise<unknown[]> {
  const by = world.otherProcess('acme', store);
  const opened: unknown[] = [];
  for (const category of categories)
    for (const document of await world.all(category.id, store)) {
      // The entity tag changes with each write.
      const { tag: _tag, ...record } = await openRecord(by, category, document);
      opened.push([category.id, record, Object.keys(document.data).toSorted()]);
    }
  return opened;
}

test('the sweep makes the same record of a waiting line as an import that decrypts the line at once', async () => {
  expect(await world.all('customers')).toEqual([]);
  expect(await world.rekey()).toMatchObject({ complete: true, migrated: 10, legacy_left: 0 });
  expect(await world.all(legacyRecordsId)).toEqual([]);
  const migrated = await clearOf(world.store);
  const direct = await createLegacyFixture();
  await direct.importTexts(await direct.createLines());
  const [own, other] = [world.otherProcess('acme'), direct.otherProcess('acme')];
  for (const category of categories) {
    // Each of the two stores contains two transactions of coins, and a query returns them in any
    // order. The test compares only the transaction that does not spend two coins.
    const isOne = ({ data }: { data: { [name: string]: unknown } }) => data['coins'] !== -2;
    const one = (await world.all(category.id)).find(isOne);
    const two = (await direct.all(category.id)).find(isOne);
    if (one === undefined || two === undefined) throw new Error(category.id);
    const [a, b] = [await openRecord(own, category, one), await openRecord(other, category, two)];
    const { raffle_id: _a, pool_id: _p, ...left } = a.fields;
    const { raffle_id: _b, pool_id: _q, ...right } = b.fields;
    expect([category.id, left, a.expiresAt]).toEqual([category.id, right, b.expiresAt]);
    expect(Object.keys(one.data).toSorted()).toEqual(Object.keys(two.data).toSorted());
  }
  expect(migrated).toHaveLength(13);
});

test('a line that names a pool by its id in the older system keeps waiting, and the sweep reports no failure', async () => {
  const line = {
    category: 'coupon_codes',
    id: 'cc-9',
    created_at: world.daysAgo(1),
    pool_id: 'sommer-2019',
    kind: 'code',
    code_aes: legacy('HERBST-9'),
    email_aes: legacy('a@example.org'),
  };
  const kept = await world.importTexts([JSON.stringify(line)], { keepEnvelopes: true });
  expect(kept).toMatchObject({ kept: 1, rejected: 0 });
  expect(await world.rekey()).toMatchObject({ failed: 0, migrated: 10, legacy_left: 1 });
});

test('a record keeps the lookup hashes of its line if today’s rules give the same hashes', async () => {
  const hashes = (await world.all(legacyRecordsId)).flatMap(({ data }) =>
    Object.entries(data).filter(([name]) => name.endsWith('_bcrypt')),
  );
  await world.rekey();
  for (const [name, hash] of hashes) {
    const found = await Promise.all(categories.map(({ id }) => world.all(id)));
    expect(found.flat().some(({ data }) => data[name] === hash)).toBe(true);
  }
});

test('if a line has waited since the first rules, its record gets a hash by today’s rules, even if all other hashes of the tenant are by today’s rules', async () => {
  const { ctx, email, store } = world;
  const old = await asFormerly(ctx).lookup.hash('acme', 'email', 'email', email);
  const waiting = await world.all(legacyRecordsId);
  const line = waiting.find(({ data }) => data['of_category'] === customers.id);
  if (line === undefined) throw new Error('the line does not wait');
  await store.commit([{ kind: 'update', ref: line.ref, data: { email_bcrypt: old } }]);
  expect(await world.rekey()).toMatchObject({ migrated: 10, tenants: 0 });
  const today = await ctx.lookup.hash('acme', 'email', 'email', email);
  const [record] = await world.all(customers.id);
  expect([record?.data['email_bcrypt'], old === today]).toEqual([today, false]);
});

test('before the sweep a signed report states how many lines wait, and after the sweep it states that no line waits', async () => {
  const signer = createFakeSigner();
  const report = () =>
    reportLegacy({ store: world.store, now: () => world.clock.now, signer }, 'acme');
  expect((await report()).legacy_records).toBe(10);
  await world.rekey();
  const last = await report();
  expect(last.legacy_records).toBe(0);
  const key = await importSPKI(signer.publicKey, 'ES256');
  const { payload, protectedHeader } = await compactVerify(last.report, key);
  expect(protectedHeader.typ).toBe('mayfly-legacy-report+jws');
  expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
    tenant: 'acme',
    legacy_records: 0,
  });
  expect(createPublicKey(signer.publicKey).asymmetricKeyType).toBe('ec');
});

test('if another record takes the unique value of a waiting line, the line becomes a record without a uniqueness mark', async () => {
  const body = { email: world.email, authenticated_by: 'sso' };
  const { record } = await upsertRecord(world.ctx, { category: customers, body });
  expect(await world.rekey()).toMatchObject({ migrated: 10 });
  expect(await world.all('customers')).toHaveLength(2);
  expect((await upsertRecord(world.ctx, { category: customers, body })).record.id).toBe(record.id);
});

test('a waiting line with changed content is not deleted, and is reported as unreadable', async () => {
  const [waiting] = await world.all(legacyRecordsId);
  if (waiting === undefined) throw new Error('no line waits');
  const content = Buffer.from(waiting.data['content_aes'] as Uint8Array);
  content[40] = (content[40] ?? 0) ^ 1;
  const { ref, data } = waiting;
  await world.store.commit([{ kind: 'put', ref, data: { ...data, content_aes: content } }]);
  expect(await world.rekey()).toMatchObject({ migrated: 9, legacy_left: 1, failed: 0 });
  expect(world.unreadable).toHaveLength(1);
});

/** Changes the settings in the tenant's stored profile, and sets the clock five seconds ahead. */
async function change(
  days: { readonly [categoryId: string]: number },
  off: readonly string[] = [],
) {
  const { settings } = world.ctx;
  const categoriesNow = Object.entries(settings.categories).map(([id, each]) => [
    id,
    {
      destination: off.includes(id) ? 'off' : (each?.destination ?? 'off'),
      retentionDays: days[id] ?? each?.retentionDays,
    } as const,
  ]);
  const data = encodeSettings({ ...settings, categories: Object.fromEntries(categoriesNow) });
  await world.store.commit([{ kind: 'update', ref: profileRef('acme'), data }]);
  world.clock.now += 5_000_000;
}

test('the sweep applies the retention that the tenant chose while a line waited, and deletes lines that have expired under this retention', async () => {
  const waiting = await world.all(legacyRecordsId);
  const dateOf = (id: string) =>
    Number(waiting.find(({ data }) => data['of_category'] === id)?.data['created_at']);
  const logged = dateOf('runtime_log');
  // The customer was last active ten days ago.
  await change({ runtime_log: 3, customers: 10 });
  expect(await world.rekey()).toMatchObject({ complete: true, migrated: 9, legacy_left: 0 });
  expect(await world.all(legacyRecordsId)).toEqual([]);
  expect(await world.all('customers')).toEqual([]);
  const [entry] = await world.all('runtime_log');
  expect(entry?.data['expires_at']).toBe(logged + 3 * 86_400_000_000);
});

test('if a tenant switches categories off during a run, lines of these categories keep waiting, except lines on which the run has already begun to work', async () => {
  let isOff = false;
  const store: Store = {
    ...world.store,
    async commit(writes) {
      const landed = await world.store.commit(writes);
      if (!isOff && writes.some(({ ref }) => ref.collection === legacyRecordsId)) {
        isOff = true;
        await change(
          {},
          categories.map(({ id }) => id).filter((id) => id !== 'runtime_log'),
        );
      }
      return landed;
    },
  };
  const report = await world.rekey(store);
  // The run works on eight lines at the same time. So it had begun some of them before the change.
  expect(report.migrated + report.legacy_left).toBe(10);
  expect(report.legacy_left).toBeGreaterThan(0);
  expect(await world.all(legacyRecordsId)).toHaveLength(report.legacy_left);
});

describe('a run', () => {
  test.each(['none', 'all'] as const)(
    'ends in the same state as an uninterrupted run if it is killed at one of its writes and then runs again; the killed write stores: %s',
    async (landed) => {
      const seeded = await readAll(world.store);
      const undisturbed = await copyOf(seeded);
      const counting = createKilledStore(undisturbed, Number.POSITIVE_INFINITY);
      await world.rekey(counting.store);
      const expected = await clearOf(undisturbed);
      for (let fatal = 0; fatal < counting.writes(); fatal += 2) {
        const store = await copyOf(seeded);
        const killed = createKilledStore(store, fatal, landed);
        expect(await Promise.race([killed.killed, world.rekey(killed.store)])).toBe('killed');
        expect(await world.rekey(store)).toMatchObject({ complete: true, failed: 0 });
        expect(await world.all(legacyRecordsId, store)).toEqual([]);
        expect(await clearOf(store)).toEqual(expected);
      }
    },
  );

  test('writes each record once, even if another run works at the same time', async () => {
    const [one, two] = await Promise.all([world.rekey(), world.rekey()]);
    expect(one.migrated + two.migrated + (await world.rekey()).migrated).toBe(10);
    expect(await world.all('customers')).toHaveLength(1);
  });
});
