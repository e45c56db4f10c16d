import { formatDay, formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { findFreeId } from '#shared/manager-log/free-id.ts';
import { signStatement } from '#shared/manager-log/sign-statement.ts';
import { nextToExpireOf } from '#shared/store/category-collection.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isRestrictable, restrictedId } from '#shared/store/restricted-collection.ts';
import { inShards } from '#shared/store/shards.ts';
import {
  AlreadyExists,
  allTenants,
  platformTenant,
  type Query,
  type Store,
  type StoredDocument,
} from '#shared/store/store.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { runUnits } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';
import { workThroughPages } from '../work-through-pages.ts';
import {
  type DayPlan,
  dayPlanKind,
  endOfDay,
  openPlan,
  planExpiry,
  planRef,
  startOfDay,
} from './day-plan.ts';
import { findGroups } from './find-groups.ts';

const pageSize = 300;
const atOnce = 4;

export type ExpiryDeps = {
  readonly store: Store;
  readonly signer: Signer;
  readonly now: () => Instant;
  readonly purgeShards: number;
  readonly categories: readonly Category[];
};

/**
 * A tenant that may have records that expire on the day. `due` lists the tenant's data keys whose
 * destruction is due before the day ends.
 */
type TenantKeys = { readonly tenant: string; readonly due: DayPlan['keys'] };

/**
 * Finds all tenants with data keys, because each of them may have records that expire on the day.
 * The end of a key does not show this: if a record's expiry became earlier, the record keeps its
 * key, which may end much later. For each tenant the result lists the keys whose destruction is due
 * before the day ends.
 */
async function findKeys(deps: ExpiryDeps, run: SweepRun, day: string): Promise<TenantKeys[]> {
  const found = new Map<string, { category: string; key: string }[]>();
  const note = ({ ref, data }: StoredDocument) => {
    const due = found.get(ref.tenant) ?? [];
    found.set(ref.tenant, due);
    if ((data['expires_at'] as Instant) < endOfDay(day))
      due.push({ category: String(data['category']), key: ref.id });
  };
  const groups = await findGroups(run, dataKeys.id, deps.purgeShards);
  if (groups === undefined) return [];
  const looks = await runUnits(run, groups, async (shards) => {
    const query: Query = {
      collection: dataKeys.id,
      tenant: allTenants,
      where: [inShards(shards)],
      orderBy: [{ field: 'expires_at', direction: 'asc' }],
      select: ['expires_at', 'category'],
      limit: pageSize,
    };
    const complete = await workThroughPages(run, query, async (page) => page.forEach(note));
    return { complete };
  });
  // If the run could not search all shards, the result is empty, and the next run searches again.
  if (looks.length < groups.length || looks.some(({ complete }) => !complete)) return [];
  return [...found]
    .filter(([tenant]) => tenant !== platformTenant)
    .map(([tenant, due]) => ({
      tenant,
      due: due.toSorted((one, other) => (one.key < other.key ? -1 : 1)),
    }))
    .toSorted((one, other) => (one.tenant < other.tenant ? -1 : 1));
}

/**
 * Counts a category's records that expire between two instants, without reading the records.
 * Restricted records expire too, so they are counted.
 */
export async function countDue(
  store: Pick<Store, 'count'>,
  { tenant, category }: { readonly tenant: string; readonly category: Category },
  from: Instant,
  before: Instant,
): Promise<number> {
  const ids = isRestrictable(category) ? [category.id, restrictedId(category.id)] : [category.id];
  const counts = ids.map((collection) =>
    store.count({
      collection,
      tenant,
      where: [
        { field: 'expires_at', op: '>=', value: from },
        { field: 'expires_at', op: '<', value: before },
      ],
      orderBy: nextToExpireOf(category),
    }),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/**
 * Signs and stores the counts of a tenant for a day (the plan), if no genuine plan is stored yet.
 * @returns true if this call stored the plan
 */
async function keepPlan(deps: ExpiryDeps, plan: DayPlan): Promise<boolean> {
  const { store, signer } = deps;
  const isGenuine = async (found: StoredDocument) =>
    (await openPlan(signer.publicKeys, found)) !== undefined;
  const ref = await findFreeId(store, planRef(plan.tenant, plan.day), isGenuine);
  if (ref === undefined) return false;
  const data = {
    expires_at: planExpiry(plan.day),
    purge_shard: purgeShard(ref.id, deps.purgeShards),
    day: plan.day,
    jws: await signStatement(signer, dayPlanKind, plan),
  };
  try {
    await store.commit([{ kind: 'create', ref, data }]);
    return true;
  } catch (error) {
    if (error instanceof AlreadyExists) return false;
    throw error;
  }
}

async function hasPlan({ store, signer }: ExpiryDeps, tenant: string, day: string) {
  const isGenuine = async (found: StoredDocument) =>
    (await openPlan(signer.publicKeys, found)) !== undefined;
  return (await findFreeId(store, planRef(tenant, day), isGenuine)) === undefined;
}

async function planTenant(deps: ExpiryDeps, { tenant, due: keys }: TenantKeys, day: string) {
  if (await hasPlan(deps, tenant, day)) return { complete: true, counted: 0 };
  const counts = deps.categories.map(async (category) => ({
    category: category.id,
    count: await countDue(deps.store, { tenant, category }, startOfDay(day), endOfDay(day)),
  }));
  const due = (await Promise.all(counts)).filter(({ count }) => count > 0);
  const told = { tenant, day, counted_at: formatInstant(deps.now()), due, keys };
  const isMade = await keepPlan(deps, { format: 'mayfly-expiry-plan-1', ...told });
  return { complete: true, counted: isMade ? 1 : 0 };
}

/**
 * Once a day, counts the records of each tenant that are due on this day, and stores the counts.
 * Later deletions do not change the stored counts. When all tenants are counted, the run stores a
 * note, so that later runs of the day do not count again.
 * @returns the number of tenants whose counts it stored
 */
export async function beginDay(deps: ExpiryDeps, run: SweepRun): Promise<number> {
  const day = formatDay(run.startedAt);
  const [begun] = await runUnits(run, [day], async () => {
    return { complete: true, isBegun: await hasPlan(deps, platformTenant, day) };
  });
  if (begun?.isBegun !== false) return 0;
  const failedBefore = run.state.failed;
  const tenants = await findKeys(deps, run, day);
  const plans = await runUnits(run, tenants, (each) => planTenant(deps, each, day), atOnce);
  if (run.state.failed === failedBefore && plans.length === tenants.length && run.state.complete)
    await runUnits(run, [day], async () => {
      const told = { tenant: platformTenant, day, counted_at: formatInstant(deps.now()) };
      await keepPlan(deps, { format: 'mayfly-expiry-plan-1', ...told, due: [], keys: [] });
      return { complete: true };
    });
  return plans.reduce((sum, { counted }) => sum + counted, 0);
}
