import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { noteShortening } from '#shared/manager-log/note-shortening.ts';
import type { Fence, Shortening, TenantSettings } from '#shared/settings/settings.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import {
  placeOf,
  type Query,
  type Store,
  type StoredDocument,
  type Write,
  WriteConflict,
} from '#shared/store/store.ts';
import { findBeside } from './beside-record.ts';

const pageSize = 200;

export type EraseDeps = {
  readonly store: Store;
  readonly collections: readonly Collection[];
  readonly categories: readonly Category[];
  readonly isTimeUp: () => boolean;
};

export type Swept = {
  readonly deleted: number;
  readonly shortened: number;
  readonly complete: boolean;
};

/** Collections of a category that fences and shortenings reach, the records last: they lead to what is beside them. */
function reachedBy(deps: EraseDeps, categoryId: string): Collection[] {
  const own = deps.collections.filter(({ category }) => category === categoryId);
  return own.toSorted((a, b) => Number(a.id === categoryId) - Number(b.id === categoryId));
}

/** Pages through what lies up to an instant, latest first. @returns false when the time was up before the end */
async function eachPage(
  deps: EraseDeps,
  input: {
    readonly tenant: string;
    readonly collection: Collection;
    readonly field: string;
    readonly upTo: Instant;
  },
  work: (page: readonly StoredDocument[]) => Promise<void>,
): Promise<boolean> {
  const { tenant, collection, field, upTo } = input;
  let startAfter: readonly unknown[] | undefined;
  for (;;) {
    if (deps.isTimeUp()) return false;
    const query: Query = {
      collection: collection.id,
      tenant,
      where: [{ field, op: '<=', value: upTo }],
      orderBy: [
        { field, direction: 'desc' },
        { field: 'expires_at', direction: 'desc' },
      ],
      limit: pageSize,
      // Nothing stands beside what is no record, and chunks of files are large.
      ...(categoryOf(deps, collection) === undefined && { select: [field, 'expires_at'] }),
      ...(startAfter && { startAfter }),
    };
    const page = await deps.store.query(query);
    await work(page);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return true;
    startAfter = placeOf(last, query);
  }
}

function categoryOf(deps: EraseDeps, collection: Collection): Category | undefined {
  return deps.categories.find(({ id }) => id === collection.id);
}

/**
 * Deletes what a fence hides. What stands beside a record goes before it, so that a sweep killed in between
 * finds the rest again.
 */
async function carryOutFence(deps: EraseDeps, tenant: string, fence: Fence): Promise<Swept> {
  let deleted = 0;
  for (const collection of reachedBy(deps, fence.category)) {
    const field = collection.lifeFields?.fence;
    if (field === undefined) continue;
    const input = { tenant, collection, field, upTo: fence.upTo };
    const isDone = await eachPage(deps, input, async (page) => {
      const beside = await findBeside(deps.store, categoryOf(deps, collection), page);
      await deps.store.deleteEach(beside);
      deleted += await deps.store.deleteEach(page);
    });
    if (!isDone) return { deleted, shortened: 0, complete: false };
  }
  return { deleted, shortened: 0, complete: true };
}

/** When a document expires under a shorter retention; undefined when it does so anyway. */
function earlierExpiry(
  { data }: StoredDocument,
  basis: string,
  { days }: Shortening,
): Instant | undefined {
  const basisAt = Math.floor((data[basis] as Instant) / microsPerMilli) * microsPerMilli;
  const expiresAt = basisAt + days * microsPerDay;
  return expiresAt < (data['expires_at'] as Instant) ? expiresAt : undefined;
}

/** One record with what stands beside it, in one commit; one that changed meanwhile is met by the next run. */
async function shorten(
  deps: EraseDeps,
  collection: Collection,
  document: StoredDocument,
  expiresAt: Instant,
): Promise<boolean> {
  const beside = await findBeside(deps.store, categoryOf(deps, collection), [document]);
  const data = { expires_at: expiresAt };
  const writes = [document, ...beside].map(({ ref, version }): Write => {
    return { kind: 'update', ref, data, version };
  });
  try {
    await deps.store.commit(writes);
    return true;
  } catch (error) {
    if (error instanceof WriteConflict) return false;
    throw error;
  }
}

/** Gives what counted when a retention was shortened its earlier expiry. */
async function carryOutShortening(
  deps: EraseDeps,
  tenant: string,
  shortening: Shortening,
): Promise<Swept> {
  let shortened = 0;
  let missed = 0;
  const category = deps.categories.find(({ id }) => id === shortening.category);
  if (category?.chained) await noteShortening(deps.store, tenant, shortening);
  for (const collection of reachedBy(deps, shortening.category)) {
    const field = collection.lifeFields?.basis;
    if (field === undefined) continue;
    const input = { tenant, collection, field, upTo: shortening.upTo };
    const isDone = await eachPage(deps, input, async (page) => {
      for (const document of page) {
        const expiresAt = earlierExpiry(document, field, shortening);
        if (expiresAt === undefined) continue;
        if (await shorten(deps, collection, document, expiresAt)) shortened += 1;
        else missed += 1;
      }
    });
    if (!isDone) return { deleted: 0, shortened, complete: false };
  }
  return { deleted: 0, shortened, complete: missed === 0 };
}

export type TenantSwept = Swept & {
  /** What has been carried out and no longer needs to hide anything. */
  readonly fences: readonly Fence[];
  readonly shortenings: readonly Shortening[];
};

/**
 * Carries out a tenant's fences and shortened retentions that have been in force for a while. Idempotent, safe
 * to be killed and to run twice at once.
 * @param dueBefore those that took effect later wait for the next run: writers under way may still add to them
 */
export async function sweepTenant(
  deps: EraseDeps,
  tenant: string,
  settings: TenantSettings,
  dueBefore: Instant,
): Promise<TenantSwept> {
  const total = { deleted: 0, shortened: 0, complete: true };
  const fences: Fence[] = [];
  const shortenings: Shortening[] = [];
  const note = (swept: Swept) => {
    total.deleted += swept.deleted;
    total.shortened += swept.shortened;
    total.complete &&= swept.complete;
    return swept.complete;
  };
  const isDue = ({ upTo }: Fence) => upTo <= dueBefore;
  for (const fence of settings.fences.filter(isDue))
    if (note(await carryOutFence(deps, tenant, fence))) fences.push(fence);
  for (const shortening of settings.shortenings.filter(isDue))
    if (note(await carryOutShortening(deps, tenant, shortening))) shortenings.push(shortening);
  return { ...total, fences, shortenings };
}
