import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { members, people } from '#shared/access/members/collections.ts';
import { personRef } from '#shared/access/members/memberships.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { entryOf } from '#shared/manager-log/testing/create-log-fixture.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { fencesRef, profileRef } from '#shared/settings/encode-settings.ts';
import type { Store, StoredDocument, Write } from '#shared/store/store.ts';
import { erasureRef, isPending } from '#shared/subjects/erasure.ts';
import { receipts } from '#shared/subjects/receipts/collections.ts';
import { type Receipt, receiptId } from '#shared/subjects/receipts/receipt.ts';
import {
  listTenantErasures,
  readTenantErasure,
} from '#shared/subjects/scopes/list-tenant-erasures.ts';
import { signOrder } from '#shared/subjects/scopes/offboarding-order.ts';
import { cancelPending } from '#shared/subjects/scopes/pending-changes.ts';
import { createScopeFixture } from '#shared/subjects/scopes/testing/create-scope-fixture.ts';
import { world } from '#shared/subjects/testing/create-person-fixture.ts';
import { goneTenantRef } from '#shared/tenants/collections.ts';
import { createTenant } from '#shared/tenants/create-tenant.ts';
import { createTenantsFixture } from '#shared/tenants/testing/create-tenants-fixture.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';

type ErasureReceipt = Extract<Receipt, { kind: 'erasure' }>;

const alone = personRef('a'.repeat(64));
const elsewhere = personRef('b'.repeat(64));

/**
 * Creates a tenant with documents of every kind, with rights and a manager log. The tenant has two
 * members. One member also belongs to a second tenant.
 */
async function createLeaving() {
  const fixture = await createScopeFixture();
  const { store, platform, wrapper, clock } = fixture.fixture;
  await fixture.live();
  const other = fixture.fixture.contextOf('other');
  await createRecords(other, {
    category: customers,
    body: { email: 'x@example.org', authenticated_by: 'code' },
  });
  await createManagerLog(platform, wrapper).record(entryOf(1));
  await createApiKey(
    { store, now: () => clock.now, randomBytes: fixture.ctx.randomBytes },
    { tenant: 'acme', scopes: ['tenant'] },
  );
  const issuer = 'https://id.example.org';
  const at = { created_at: clock.now, changed_at: clock.now };
  for (const [ref, memberships] of [
    [alone, [`acme=owner=${issuer}`]],
    [elsewhere, [`acme=support=${issuer}`, `other=owner=${issuer}`]],
  ] as const)
    await store.commit([
      { kind: 'create', ref, data: { memberships } },
      {
        kind: 'create',
        ref: { tenant: 'acme', collection: members.id, id: ref.id },
        data: { ...at, role: 'owner', issuer },
      },
    ]);
  fixture.later(1_000_000);
  return fixture;
}

type Leaving = Awaited<ReturnType<typeof createLeaving>>;

/** Runs the sweeps one after the other, as the Scheduler does. Four rounds do all the work. */
async function runAll({ erase, purge, later }: Leaving, through?: Store): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    later();
    await erase(through);
    await purge(through);
  }
  await erase(through);
}

/** Paths of documents that belong to a tenant or contain its id. */
async function tracesOf({ state }: Leaving, tenant: string): Promise<string[]> {
  const all = Object.entries(await state());
  return all
    .filter(([path, data]) => `${path} ${JSON.stringify(data)}`.includes(tenant))
    .map(([path]) => path);
}

const keysIn = (erasure: StoredDocument | undefined) =>
  (erasure?.data['data_keys'] as string[] | undefined) ?? [];

const kindsOf = (paths: readonly string[]) =>
  [...new Set(paths.map((path) => path.split('/')[2] ?? ''))].toSorted((a, b) =>
    a.localeCompare(b),
  );

test('an erased tenant leaves only the proof of its erasure, its reserved id, and its id in the document of a person with another tenant; the other tenant loses nothing', async () => {
  const fixture = await createLeaving();
  const { store } = fixture.fixture;
  const before = await fixture.state();
  const { erasure } = await fixture.accept({ tenant: true });
  await runAll(fixture);
  expect(kindsOf(await tracesOf(fixture, 'acme'))).toEqual([
    'erasures',
    'gone_tenants',
    'people',
    'receipts',
  ]);
  expect(await store.get(alone)).toBeUndefined();
  // The document of a person in another tenant still contains the id of the erased tenant. This
  // gives no access.
  expect((await store.get(elsewhere))?.data).toEqual(
    before[`tenants/_platform/people/${elsewhere.id}`],
  );
  const ended = await store.get(erasure.ref);
  expect(ended?.data).toMatchObject({ pending: false, receipt: 1 });
  expect(ended?.data['order']).toBeUndefined();
  const keys = Object.keys(before).filter((path) => path.startsWith('tenants/acme/data_keys/'));
  const told = keysIn(ended).map((entry) => entry.split('=')[1]);
  const destroyed = [...keys.map((path) => path.split('/')[3] ?? ''), 'current'];
  expect(new Set(told)).toEqual(new Set(destroyed));
  expect(told).toHaveLength(destroyed.length);
  const after = await fixture.state();
  const ofOther = Object.keys(before).filter((path) => path.startsWith('tenants/other/'));
  expect(ofOther.length).toBeGreaterThan(2);
  for (const path of ofOther) expect([path, after[path]]).toEqual([path, before[path]]);
});

test('if the document of a person changes during its deletion, the document is deleted too', async () => {
  const fixture = await createLeaving();
  const { store } = fixture.fixture;
  let deletions = 0;
  const changing: Store = {
    ...store,
    async deleteEach(documents) {
      const isPerson = documents.some(
        ({ ref }) => ref.id === alone.id && ref.collection === people.id,
      );
      if (isPerson) deletions += 1;
      const data = { memberships: ['acme=owner=https://id.example.org'] };
      if (isPerson && deletions === 1) await store.commit([{ kind: 'update', ref: alone, data }]);
      return await store.deleteEach(documents);
    },
  };
  await fixture.accept({ tenant: true });
  await runAll(fixture, changing);
  expect(deletions).toBe(2);
  expect(await store.get(alone)).toBeUndefined();
});

test('the genuine receipt of an erased tenant is shown, and a forged one is not', async () => {
  const fixture = await createLeaving();
  const { store, clock } = fixture.fixture;
  const { erasure } = await fixture.accept({ tenant: true });
  await runAll(fixture);
  const now = () => clock.now;
  const keys = fixture.signer.publicKeys;
  const reading = { store, now, keys, categories: world.categories };
  const read = async () =>
    (await readTenantErasure(reading, { tenant: 'acme', id: erasure.ref.id })).receipt;
  const listed = async () => (await listTenantErasures(reading, 'acme')).items[0]?.receipt;
  const ref = { tenant: 'acme', collection: receipts.id, id: receiptId(1) };
  const jws = String((await store.get(ref))?.data['jws']);
  expect([await read(), await listed()]).toEqual([jws, jws]);
  const [head, , signature] = jws.split('.');
  const forged = [head, Buffer.from('{}').toString('base64url'), signature].join('.');
  await store.commit([{ kind: 'update', ref, data: { jws: forged } }]);
  expect([await read(), await listed()]).toEqual([null, null]);
});

test('the list of a tenant’s erasures contains the effective one, even if very many others were cancelled', async () => {
  const fixture = await createLeaving();
  const { store, clock } = fixture.fixture;
  const { erasure } = await fixture.accept({ tenant: true });
  const cancelled = Array.from({ length: 600 }, (_, at): Write => {
    const ref = erasureRef('acme', at.toString(16).padStart(32, '0'));
    return { kind: 'create', ref, data: { ...erasure.data, cancelled_at: clock.now } };
  });
  await store.commit(cancelled);
  const keys = fixture.signer.publicKeys;
  const reading = { store, now: () => clock.now, keys, categories: world.categories };
  const { items } = await listTenantErasures(reading, 'acme');
  expect(items.map(({ id }) => id)).toContain(erasure.ref.id);
});

test('the keys of an erased tenant are destroyed before its records, and its profile and the progress of the erasure can be read until the end', async () => {
  const fixture = await createLeaving();
  const { erasure } = await fixture.accept({ tenant: true });
  fixture.later();
  await fixture.purge();
  const state = Object.keys(await fixture.state()).filter((path) => path.includes('/acme/'));
  expect(kindsOf(state)).not.toContain('data_keys');
  expect(kindsOf(state)).toEqual(
    expect.arrayContaining(['customers', 'members', 'tenant_profiles']),
  );
  await fixture.erase();
  expect(await fixture.fixture.store.get(profileRef('acme'))).toBeDefined();
  expect(await fixture.progress(erasure.ref.id)).toMatchObject({ status: 'running', to_do: 0 });
});

test('the receipt of an erased tenant names the same end for all keys, three hours after the erasure was completed, even if the destruction of the keys failed at first', async () => {
  const fixture = await createLeaving();
  const { store } = fixture.fixture;
  await fixture.accept({ tenant: true });
  fixture.later();
  const failing: Store = {
    ...store,
    deleteEach: async (documents) => {
      if (documents.some(({ ref }) => ref.collection === dataKeys.id)) throw new Error('is down');
      return store.deleteEach(documents);
    },
  };
  await expect(fixture.purge(failing)).rejects.toThrow('is down');
  fixture.later(microsPerDay);
  await runAll(fixture);
  const ref = { tenant: 'acme', collection: receipts.id, id: receiptId(1) };
  const told = decodeJwt(String((await store.get(ref))?.data['jws'])) as unknown as ErasureReceipt;
  const until = Date.parse(told.completed_at) + 3 * 3_600_000;
  const ends = new Set(told.keys.map((each) => Date.parse(each.until)));
  expect([...ends]).toEqual([until]);
});

test('the id of an erased tenant is never used again', async () => {
  const { deps, store } = createTenantsFixture();
  await store.commit([{ kind: 'put', ref: goneTenantRef('acme'), data: { erased_at: 1 } }]);
  const creating = { ...deps, note: async () => {}, findOperator: async () => {} };
  const body = { id: 'acme', owner: 'anna@example.com' };
  await expect(createTenant(creating, body)).rejects.toMatchObject({ code: 'tenant-exists' });
});

describe('an erasure of a tenant without a valid order', () => {
  const forged: { readonly [what: string]: (fixture: Leaving) => Promise<string | undefined> } = {
    'no order': async () => undefined,
    'an order with another signature': ({ fixture: { clock } }) =>
      signOrder(createFakeSigner(), {
        tenant: 'acme',
        erasure: 'e'.repeat(32),
        upTo: clock.now - 1,
      }),
    'an order for another erasure': ({ signer, fixture: { clock } }) =>
      signOrder(signer, { tenant: 'acme', erasure: 'f'.repeat(32), upTo: clock.now - 1 }),
    'an order for another tenant': ({ signer, fixture: { clock } }) =>
      signOrder(signer, { tenant: 'other', erasure: 'e'.repeat(32), upTo: clock.now - 1 }),
    'an order for a later time': ({ signer, fixture: { clock } }) =>
      signOrder(signer, { tenant: 'acme', erasure: 'e'.repeat(32), upTo: clock.now + 1 }),
  };

  test.each(Object.entries(forged))(
    '%s: nothing is destroyed, and the fence of this erasure is removed',
    async (_, sign) => {
      const fixture = await createLeaving();
      const { store, clock } = fixture.fixture;
      const before = Object.keys(await fixture.state());
      const upTo = clock.now - 1;
      const id = 'e'.repeat(32);
      const order = await sign(fixture);
      const times = { created_at: clock.now, expires_at: clock.now * 2, purge_shard: 0 };
      const said = { scope: 'tenant', asked_by: [], pending: true, counts: [], up_to: upTo };
      const data = {
        ...times,
        ...said,
        fenced_at: upTo + 1,
        ...(order !== undefined && { order }),
      };
      const fence = { fences: [], shortenings: [], erasures: [`*=${upTo}=${id}=`] };
      await store.commit([
        { kind: 'create', ref: erasureRef('acme', id), data },
        { kind: 'put', ref: fencesRef('acme'), data: { ...fence, pending: true, changed_at: 1 } },
      ]);
      await runAll(fixture);
      const after = new Set(Object.keys(await fixture.state()));
      expect(before.filter((path) => !after.has(path))).toEqual([]);
      const found = await store.get(erasureRef('acme', id));
      expect(found && isPending(found)).toBe(false);
      expect(await store.get(fencesRef('acme'))).toBeUndefined();
    },
  );
});

test('a cancelled erasure of a tenant is not carried out, even if somebody restores the signed order and the fence', async () => {
  const fixture = await createLeaving();
  const { store } = fixture.fixture;
  await store.commit([{ kind: 'update', ref: profileRef('acme'), data: { cooling_off_hours: 1 } }]);
  const { erasure } = await fixture.accept({ tenant: true });
  const ordered = await store.get(erasure.ref);
  const fences = await store.get(fencesRef('acme'));
  const deps = { ...fixture.ctx, categories: [] };
  await cancelPending(deps, await fixture.owner(), { id: erasure.ref.id });
  const before = Object.keys(await fixture.state());
  await store.commit([
    { kind: 'put', ref: erasure.ref, data: ordered?.data ?? {} },
    { kind: 'put', ref: fencesRef('acme'), data: fences?.data ?? {} },
  ]);
  fixture.later(3_600_000_000);
  await runAll(fixture);
  const after = new Set(Object.keys(await fixture.state()));
  expect(before.filter((path) => !after.has(path) && !path.includes('tenant_fences'))).toEqual([]);
  expect((await fixture.progress(erasure.ref.id)).status).toBe('cancelled');
});

test('the last step of a tenant’s erasure deletes records and log entries that a writer with old settings has stored meanwhile', async () => {
  const fixture = await createLeaving();
  await fixture.accept({ tenant: true });
  fixture.later();
  await fixture.erase();
  await fixture.purge();
  const { platform, wrapper } = fixture.fixture;
  await createManagerLog(platform, wrapper).record(entryOf(2));
  await createRecords(fixture.fixture.contextOf('acme'), {
    category: customers,
    body: { email: 'late@example.org', authenticated_by: 'code' },
  });
  await runAll(fixture);
  expect(kindsOf(await tracesOf(fixture, 'acme'))).toEqual([
    'erasures',
    'gone_tenants',
    'people',
    'receipts',
  ]);
});

test('a sweep that is killed at any of its writes and then repeated ends with the same state and counts, whether or not the killed write was stored', async () => {
  const outcomeOf = async (fixture: Leaving, id: string) => {
    const { status, done, categories, beside } = await fixture.progress(id).catch(() => ({
      status: 'gone',
      done: 0,
      categories: [],
      beside: [],
    }));
    const ended = await fixture.fixture.store.get(erasureRef('acme', id));
    return {
      status,
      done,
      categories,
      beside,
      keys: keysIn(ended).length,
      traces: kindsOf(await tracesOf(fixture, 'acme')),
    };
  };
  const undisturbed = await createLeaving();
  const { erasure } = await undisturbed.accept({ tenant: true });
  const counting = createKilledStore(undisturbed.fixture.store, Number.POSITIVE_INFINITY);
  await runAll(undisturbed, counting.store);
  const expected = await outcomeOf(undisturbed, erasure.ref.id);
  expect(expected).toMatchObject({ status: 'complete' });
  expect(counting.writes()).toBeGreaterThan(20);
  for (let fatal = 0; fatal < counting.writes(); fatal += 1)
    for (const landed of ['none', 'all'] as const) {
      const fixture = await createLeaving();
      const accepted = await fixture.accept({ tenant: true });
      const killed = createKilledStore(fixture.fixture.store, fatal, landed);
      await Promise.race([killed.killed, runAll(fixture, killed.store)]);
      await runAll(fixture);
      expect([fatal, landed, await outcomeOf(fixture, accepted.erasure.ref.id)]).toEqual([
        fatal,
        landed,
        expected,
      ]);
    }
}, 120_000);

test('two runs of each sweep at the same time lead to the same final state as one run', async () => {
  const fixture = await createLeaving();
  const { erasure } = await fixture.accept({ tenant: true });
  for (let round = 0; round < 4; round += 1) {
    fixture.later();
    await Promise.all([fixture.erase(), fixture.erase(), fixture.purge(), fixture.purge()]);
  }
  await fixture.erase();
  expect(kindsOf(await tracesOf(fixture, 'acme'))).toEqual([
    'erasures',
    'gone_tenants',
    people.id,
    'receipts',
  ]);
  expect(await fixture.progress(erasure.ref.id)).toMatchObject({ status: 'complete' });
});
