import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { LedgerEntry } from '#shared/ledger/deed.ts';
import { type Reach, reachedPlaces } from '#shared/settings/reached-places.ts';
import type { Decisions, Fence } from '#shared/settings/settings.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import type { DocumentRef } from '#shared/store/store.ts';
import { readLedger } from './read-ledger.ts';
import { cameIntoForce, categoriesOf } from './repeat-decision.ts';
import { placesOf, type RepeatDeps } from './repeat-deletion.ts';
import { copiesKeptLonger } from './repeat-expiry.ts';
import { waitingPlaces } from './waiting-lines.ts';
import { winnersDeletedBy } from './winners-of.ts';

const readAtOnce = 300;

/** The planned deletions in one collection of a tenant. */
export type PlannedDeletion = {
  readonly tenant: string;
  readonly collection: string;
  /** How many documents of the collection the restored database would lose. */
  readonly count: number;
  /** How many documents the collection has. */
  readonly held: number;
  /**
   * True if a decision about a whole category would delete more of these documents than the ledger
   * lists by their ids.
   */
  readonly isWhole: boolean;
};

type Counted = { readonly ids: Set<string>; whole: number };
type Plan = Map<string, Counted>;

const keyOf = (tenant: string, collection: string) => `${tenant}/${collection}`;

function countedIn(plan: Plan, tenant: string, collection: string): Counted {
  const key = keyOf(tenant, collection);
  const found = plan.get(key) ?? { ids: new Set<string>(), whole: 0 };
  plan.set(key, found);
  return found;
}

async function planDocuments(deps: RepeatDeps, plan: Plan, refs: readonly DocumentRef[]) {
  const declared = new Set(
    deps.collections.filter(({ database }) => database === 'mayfly').map(({ id }) => id),
  );
  const places = [
    ...refs.flatMap((ref) => placesOf(deps, ref)),
    ...waitingPlaces(deps, refs),
  ].filter(({ collection }) => declared.has(collection));
  for (const some of chunksOf(places, readAtOnce))
    for (const document of await deps.store.getAll(some))
      if (document !== undefined)
        countedIn(plan, document.ref.tenant, document.ref.collection).ids.add(document.ref.id);
}

/**
 * Counts the documents that a decision would delete. Two decisions about one category usually
 * delete the same documents. So the plan uses the larger of the two numbers.
 */
async function planReach(deps: RepeatDeps, plan: Plan, reach: Reach): Promise<void> {
  for (const { collection, query } of reachedPlaces(deps.collections, reach)) {
    const count = await deps.store.count(query);
    const counted = countedIn(plan, reach.tenant, collection.id);
    counted.whole = Math.max(counted.whole, count);
  }
}

async function planDecisions(
  deps: RepeatDeps,
  plan: Plan,
  tenant: string,
  { fences, shortenings }: Decisions,
): Promise<void> {
  const each = (fence: Fence) => categoriesOf(deps, fence);
  for (const fence of fences)
    for (const category of each(fence))
      await planReach(deps, plan, { tenant, decision: { ...fence, category }, by: 'fence' });
  for (const { days, ...shortening } of shortenings)
    for (const category of each(shortening)) {
      // A shorter retention makes some documents expire at once. The plan counts these documents,
      // although only the next purge deletes them.
      const upTo = Math.min(shortening.upTo, deps.now() - days * microsPerDay);
      await planReach(deps, plan, { tenant, decision: { category, upTo }, by: 'retention' });
    }
}

async function planEntry(deps: RepeatDeps, plan: Plan, entry: LedgerEntry) {
  const { tenant, at, deed } = entry;
  if (deed.kind === 'deletion') await planDocuments(deps, plan, deed.documents);
  // An earlier expiry counts as a deletion, because an invented entry could make a record expire
  // directly after the restore.
  if (deed.kind === 'expiry')
    for (const { ref } of await copiesKeptLonger(deps, deed))
      countedIn(plan, ref.tenant, ref.collection).ids.add(ref.id);
  if (deed.kind === 'win')
    for (const { ref } of await winnersDeletedBy(deps, entry, deed))
      countedIn(plan, ref.tenant, ref.collection).ids.add(ref.id);
  if (deed.kind === 'clearance') await planDecisions(deps, plan, tenant, deed.decisions);
  if (deed.kind === 'decision' && (await cameIntoForce(deps, tenant, at, deed.decisions)))
    await planDecisions(deps, plan, tenant, deed.decisions);
}

/**
 * Counts the documents that the ledger would delete from a restored database, by tenant and
 * collection. Documents that are deleted with their record, such as its marks, its file and a
 * winner's copy, are not counted. The function changes nothing. The ledger is in the database
 * `mayfly-keys`. Somebody with the credential of any function that may add documents there can
 * invent entries. So an operator must confirm unusual counts before the changes are repeated.
 */
export async function planReplay(
  deps: RepeatDeps & { readonly purgeShards: number },
  since: Instant,
): Promise<PlannedDeletion[]> {
  const plan: Plan = new Map();
  for await (const page of readLedger(deps, since))
    for (const entry of page) await planEntry(deps, plan, entry);
  const planned: PlannedDeletion[] = [];
  for (const [key, { ids, whole }] of plan) {
    const count = Math.max(ids.size, whole);
    if (count === 0) continue;
    const [tenant = '', collection = ''] = key.split('/');
    const held = await deps.store.count({ collection, tenant, where: [], orderBy: [] });
    planned.push({ tenant, collection, count, held, isWhole: whole > ids.size });
  }
  return planned.toSorted((one, other) =>
    keyOf(one.tenant, one.collection) < keyOf(other.tenant, other.collection) ? -1 : 1,
  );
}

/** A deletion of at most a hundred documents by their ids is never unusual. */
const fewDocuments = 100;
/**
 * A larger deletion is unusual if it deletes more than a tenth of a collection. The ledger contains
 * the changes of nine days.
 */
const usualShare = 0.1;

/**
 * True if an operator must confirm a deletion, because it comes from a decision about a whole
 * category or concerns unusually many documents.
 */
export function isUnusual({ count, held, isWhole }: PlannedDeletion): boolean {
  return isWhole || (count > fewDocuments && count > usualShare * held);
}
