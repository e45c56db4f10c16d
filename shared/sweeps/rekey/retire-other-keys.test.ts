import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { createRecords } from '#shared/records/create-records.ts';
import type { DocumentRef } from '#shared/store/store.ts';
import { requestPersons } from '#shared/subjects/requests/collections.ts';
import { openPerson, sealPerson } from '#shared/subjects/requests/seal-person.ts';
import { subjectTokens } from '#shared/subjects/tokens/collections.ts';
import { openGrant, sealGrant } from '#shared/subjects/tokens/seal-grant.ts';
import { changeParticulars } from '#shared/tenants/particulars/change-particulars.ts';
import { tenantParticulars } from '#shared/tenants/particulars/collections.ts';
import { readParticulars } from '#shared/tenants/particulars/seal-particulars.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { collections } from '#shared/wiring/collections.ts';
import { runPurge } from '../purge/run-purge.ts';
import { createRotationFixture } from '../testing/create-rotation-fixture.ts';
import { carriersOf } from './carriers.ts';
import { retireDataKey } from './retire-data-key.ts';
import { documentsMax, retireFullKeys } from './retire-full-keys.ts';

let world: Awaited<ReturnType<typeof createRotationFixture>>;

beforeEach(async () => {
  world = await createRotationFixture();
});

const deps = () =>
  ({
    ...world.fixture.platform,
    collections,
    wrapper: world.wrapper,
    randomBytes,
    purgeShards: 4,
    algorithm: 'aes-256-gcm',
    backupDays: 7,
  }) as const;

const retire = (keyId: string) =>
  retireDataKey(deps(), { tenant: 'acme', keyId, reason: 'compromised' });

const keyOf = async (ref: DocumentRef) => String((await world.store.get(ref))?.data['dek']);

const isThere = async (id: string) =>
  (await world.store.get({ tenant: 'acme', collection: dataKeys.id, id })) !== undefined;

/** Runs the sweep while writers may still use the retired key, and again when no writer uses it. */
async function runTwice() {
  world.pass(60);
  const first = await world.rekey();
  world.pass(400);
  const second = await world.rekey();
  return { ...second, keys_emptied: first.keys_emptied + second.keys_emptied };
}

/** Runs the purge when backups need no key any more. */
async function purgeLater() {
  world.clock.now += 9 * microsPerDay;
  await runPurge({
    store: world.store,
    now: () => world.clock.now,
    monotonic: () => 0,
    collections,
    shards: 4,
    budgetSeconds: 60,
    onFailure: (error) => {
      throw error;
    },
  });
}

async function stored(ref: DocumentRef) {
  const found = await world.store.get(ref);
  if (found === undefined) throw new Error('the document is not stored');
  return found;
}

test('the sweep encrypts the person’s data in an open request, and the grant of a token, again with a new key', async () => {
  const { ctx } = world;
  const expiresAt = world.clock.now + 30 * microsPerDay;
  const personRef = { tenant: 'acme', collection: requestPersons.id, id: '1'.repeat(32) };
  const asked = { kind: 'access', came_by: 'email', email: 'anna@example.org', details: 'Alles' };
  const keys = { hashes: {}, conversations: [] };
  const person = await sealPerson(ctx, personRef.id, asked as never, { keys, expiresAt });
  const tokenRef = { tenant: 'acme', collection: subjectTokens.id, id: '2'.repeat(32) };
  const grant = {
    secretHash: 'h',
    hashes: {},
    askedBy: ['email'],
    authenticatedBy: 'sso',
    commitment: 'c',
    seesRestricted: true,
    expiresAt,
  };
  const token = await sealGrant(ctx, tokenRef.id, grant);
  await world.store.commit([
    { kind: 'create', ref: personRef, data: person },
    { kind: 'create', ref: tokenRef, data: token },
  ]);
  const old = [await keyOf(personRef), await keyOf(tokenRef)];
  for (const id of old) await retire(id);
  expect(await runTwice()).toMatchObject({ complete: true, keys_emptied: 2 });
  const other = world.fixture.otherProcess('acme');
  expect(await openPerson(other, await stored(personRef))).toEqual({
    email: asked.email,
    details: asked.details,
  });
  expect(await openGrant(other, await stored(tokenRef))).toEqual(grant);
  expect(await Promise.all(old.map(isThere))).toEqual([true, true]);
  await purgeLater();
  expect(await Promise.all(old.map(isThere))).toEqual([false, false]);
});

test('a retired key of a tenant’s particulars is destroyed after the tenant has stored the particulars again', async () => {
  const { ctx } = world;
  const owner = { ...ctx, scopes: new Set([...ctx.scopes, 'tenant']) };
  const deps = { ...owner, categories: [] };
  const controller = {
    name: 'Blumen Beispiel GmbH',
    postal_address: 'Beispielallee 3, 00000 Musterstadt',
  };
  await changeParticulars(deps, owner, { controller });
  const [found] = await world.all(tenantParticulars.id);
  const old = String(found?.data['dek']);
  await retire(old);
  expect(await runTwice()).toMatchObject({ complete: false, keys_emptied: 0 });
  const before = await stored(found?.ref as DocumentRef);
  await changeParticulars(deps, owner, { dpo: { name: 'Dorothea Schütz', email: 's@b.example' } });
  expect(await runTwice()).toMatchObject({ complete: true, keys_emptied: 1 });
  // Stores an older copy of the particulars, as a restore of their database would.
  const after = await stored(before.ref);
  await world.store.commit([{ kind: 'put', ref: before.ref, data: before.data }]);
  await purgeLater();
  expect(await isThere(old)).toBe(true);
  await world.store.commit([{ kind: 'put', ref: after.ref, data: after.data }]);
  await purgeLater();
  expect(await isThere(old)).toBe(false);
  const other = world.fixture.otherProcess('acme');
  expect((await readParticulars(other, 'acme')).particulars.controller).toEqual(controller);
});

test('a key with the maximum number of documents is retired as full, but only in the first hour of a day', async () => {
  for (const email of ['a@example.org', 'b@example.org', 'c@example.org'])
    await createRecords(world.ctx, {
      category: customers,
      body: { email, authenticated_by: 'sso' },
    });
  const [record] = await world.all(customers.id);
  const id = String(record?.data['dek']);
  const own = carriersOf(collections, customers.id);
  const under = await Promise.all(own.map((each) => world.all(each.id)));
  const all = under.flat().filter(({ data }) => data['dek'] === id).length;
  const midnight = Math.ceil(world.clock.now / microsPerDay) * microsPerDay;
  const count = async (at: number, limit: number) => {
    const run = {
      store: world.store,
      startedAt: at,
      elapsedMs: () => 0,
      isTimeUp: () => false,
      onFailure: (error: unknown) => {
        throw error;
      },
      state: { complete: true, failed: 0 },
    };
    const { keys_full: full } = await retireFullKeys(run, {
      ...deps(),
      collections: own,
      documentsMax: limit,
    });
    return full;
  };
  expect(await count(midnight, all + 1)).toBe(0);
  expect(await count(midnight + 3_600_000_000, all)).toBe(0);
  expect(await count(midnight, all)).toBe(1);
  expect((await stored({ tenant: 'acme', collection: dataKeys.id, id })).data).toMatchObject({
    retired: true,
    retired_for: 'full',
  });
  expect(await count(midnight, all)).toBe(0);
});

test('a full key stays within the limit of NIST, even if each of its documents has nine fields that were each written 28 times', () => {
  expect(documentsMax * 9 * 28).toBeLessThanOrEqual(2 ** 32);
  for (const { fields } of collections)
    expect(Object.values(fields).filter((kind) => kind === 'sealed').length).toBeLessThanOrEqual(9);
});
