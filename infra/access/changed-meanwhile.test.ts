import { beforeEach, describe, expect, test } from 'vitest';
import { type Instant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { ledgerEntries } from '#shared/ledger/collections.ts';
import { addFences } from '#shared/settings/add-fences.ts';
import { encodeSettings, fencesRef, profileRef } from '#shared/settings/encode-settings.ts';
import type { Destination, TenantSettings } from '#shared/settings/settings.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import type { Write } from '#shared/store/store.ts';
import { askWhile } from './testing/ask-while.ts';
import { createPeopleFixture, type PeopleFixture } from './testing/create-people-fixture.ts';
import { listWriting } from './testing/list-writing.ts';

/**
 * Routes that write records of categories. The other routes are left out. Their data, for example
 * an erasure or a token, belongs to no single category.
 */
const writing = listWriting().filter(
  ({ path }) =>
    !/^\/v1\/(?:tenants?|erasures|requests|subject-tokens|device-tokens|transfer-endpoints)\b/.test(
      path,
    ),
);
/**
 * Routes for API keys and people of a tenant. The other routes are for operators, devices and
 * people without a tenant.
 */
const ofTenants = listWriting().filter(({ declaration: { admission } }) =>
  Array.isArray(admission.who),
);
const records = new Set<string>(categories.map(({ id }) => id));

let fixture: PeopleFixture;
/** From this time on, the change that a test makes is in force in all processes. */
let effectiveAt: Instant;

beforeEach(async () => {
  fixture = await createPeopleFixture();
  effectiveAt = fixture.clock.now + 5 * microsPerSecond;
});

/**
 * Changes the settings of all categories, as `PUT /v1/tenant` does. Then moves the clock to
 * `effectiveAt`.
 */
async function decide(
  destination: Destination,
  retentionDays: number | undefined,
  more: Partial<TenantSettings>,
) {
  const chosen = categories.map(({ id }) => [id, { destination, retentionDays }] as const);
  const settings = { ...everythingOn(), categories: Object.fromEntries(chosen), ...more };
  const ref = profileRef('blumen');
  await addFences(
    { ...fixture.store, now: () => fixture.clock.now },
    'blumen',
    undefined,
    settings,
  );
  await fixture.store.commit([{ kind: 'update', ref, data: encodeSettings(settings) }]);
  fixture.clock.now = effectiveAt;
}

const switchOff = () => {
  const fences = categories.map(({ id }) => ({ category: id, upTo: effectiveAt }));
  return decide('off', undefined, { fences });
};

const shorten = () => {
  const shortenings = categories.map(({ id }) => ({ category: id, upTo: effectiveAt, days: 1 }));
  return decide('server', 1, { shortenings });
};

/**
 * Stores that an erasure of the whole tenant was requested. Then moves the clock to `effectiveAt`,
 * when all processes know of the erasure. From then on the tenant's data is hidden, and its callers
 * are refused.
 */
async function eraseTenant(): Promise<void> {
  const erasures = [`*=${fixture.clock.now}=${'e'.repeat(32)}=`];
  const data = { fences: [], shortenings: [], erasures, pending: true, changed_at: 1 };
  await fixture.store.commit([{ kind: 'put', ref: fencesRef('blumen'), data }]);
  fixture.clock.now = effectiveAt;
}

/** Returns the writes without deletions and ledger entries: any settings allow these two. */
const changes = (written: readonly Write[]) =>
  written.filter(({ kind, ref }) => kind !== 'delete' && ref.collection !== ledgerEntries.id);
/**
 * True for a route of the runtime log. Every tenant has this category, and cannot switch it off.
 */
const isAlways = ({ path }: { readonly path: string }) => path.startsWith('/v1/runtime-log');

describe.each(['body', 'commit'] as const)('during the %s of a request', (when) => {
  const routes = writing.filter(
    ({ declaration: { body } }) => when === 'commit' || body.mediaType !== 'none',
  );

  const optional = routes.filter((each) => !isAlways(each));

  test.each(optional)(
    'if an owner switches all categories off, the request stores nothing except entries in the ledger: $route',
    async (each) => {
      const key = await fixture.newKey();
      const { written } = await askWhile(fixture, key, each, when, switchOff);
      expect(changes(written)).toEqual([]);
    },
  );

  const own = ofTenants.filter(
    ({ declaration: { body } }) => when === 'commit' || body.mediaType !== 'none',
  );

  test.each(own)(
    'if an owner erases the tenant, the request stores nothing: $route',
    async (each) => {
      const key = await fixture.newKey();
      const { status, written } = await askWhile(fixture, key, each, when, eraseTenant);
      expect([status, written]).toEqual([410, []]);
    },
  );

  test.each(routes)(
    'if an owner shortens the retention, the new retention applies to the records of the request: $route',
    async (each) => {
      const key = await fixture.newKey();
      const { written } = await askWhile(fixture, key, each, when, shorten);
      for (const write of written) {
        if (!('data' in write) || !records.has(write.ref.collection)) continue;
        const {
          created_at: createdAt,
          basis_at: basisAt = createdAt,
          expires_at: expiresAt,
        } = write.data as { created_at: Instant; basis_at?: Instant; expires_at: Instant };
        // A changed record keeps its expiry, unless the change renews it. A kept expiry may be
        // later, because every read also applies the shorter retention.
        if (write.kind !== 'create') {
          if (basisAt >= effectiveAt) expect(expiresAt - basisAt).toBeLessThanOrEqual(microsPerDay);
          continue;
        }
        // A record whose restriction is lifted was created before the change. The shorter retention
        // also applies to it.
        if (!each.path.endsWith('/restriction'))
          expect(createdAt).toBeGreaterThanOrEqual(effectiveAt);
        expect(expiresAt - createdAt).toBeLessThanOrEqual(microsPerDay);
      }
    },
  );
});
