import { members } from '#shared/access/members/collections.ts';
import { membershipsOf, personRef } from '#shared/access/members/memberships.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { tenantProfiles } from '#shared/settings/collections.ts';
import { fencesRef, profileRef } from '#shared/settings/encode-settings.ts';
import { settledMicros } from '#shared/settings/late-writes.ts';
import { originsHeldAlone } from '#shared/settings/origin-lookup.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import { type StoredDocument, WriteConflict } from '#shared/store/store.ts';
import { encodeCounts, isPending, readCounts } from '#shared/subjects/erasure.ts';
import { trackErasure } from '#shared/subjects/erasure-progress.ts';
import { dataKeys, lookupSecrets } from '#shared/vault/collections.ts';
import type { PageDeps } from '../work-through-pages.ts';
import { recordCollections } from './delete-tenant-records.ts';
import { type Emptied, emptyCollections, goingIn, isEmpty } from './empty-collections.ts';
import { notePlan } from './note-plan.ts';

/** The dependencies of {@link endTenant}. */
export type EndDeps = PageDeps &
  RetryDeps & {
    readonly collections: readonly Collection[];
    readonly now: Clock;
    readonly startedAt: Instant;
  };

/**
 * The name of a key in the list of destroyed keys, which the document of an erasure contains:
 * `category=id` for a data key, `lookup_secrets=id` for lookup secrets. For any other document the
 * result is empty. An entry of the list is this name and an instant.
 */
function nameOf({ ref, data }: StoredDocument): string[] {
  if (ref.collection === dataKeys.id) return [`${String(data['category'])}=${ref.id}`];
  return ref.collection === lookupSecrets.id ? [`${lookupSecrets.id}=${ref.id}`] : [];
}

/**
 * The list of destroyed keys, together with the keys that are destroyed next. Undefined if the list
 * already contains all of these keys.
 */
function withKeys(known: readonly string[], names: readonly string[], now: Instant) {
  const isKnown = new Set(known.map((entry) => entry.split('=').slice(0, 2).join('=')));
  const added = names.filter((name) => !isKnown.has(name)).map((name) => `${name}=${now}`);
  return added.length === 0 ? undefined : { data_keys: [...known, ...added] };
}

/**
 * Destroys all data keys and lookup secrets of a tenant, so that no backup can be decrypted. Before
 * the destruction their ids are noted in the document of the erasure.
 */
function destroyKeys(deps: EndDeps, erasure: StoredDocument): Promise<Emptied> {
  const { tenant } = erasure.ref;
  return emptyCollections(deps, tenant, goingIn(deps.collections, 'mayfly-keys'), (page) =>
    notePlan(deps, erasure, ({ data }) => {
      const known = (data['data_keys'] as string[] | undefined) ?? [];
      return withKeys(known, page.flatMap(nameOf), deps.now());
    }),
  );
}

/**
 * The collections of rights and of the manager log, without members and profiles. Members and
 * profiles are deleted last, because members lead to the documents of people, and a profile leads
 * to the documents of the tenant's origins.
 */
function others(deps: EndDeps): Collection[] {
  const last = new Set([members.id, tenantProfiles.id]);
  return [
    ...goingIn(deps.collections, 'mayfly-audit'),
    ...goingIn(deps.collections, 'mayfly-access').filter(({ id }) => !last.has(id)),
  ];
}

/**
 * Counts the documents of rights and of the manager log, and notes the counts in the document of
 * the erasure. A later run does not count again.
 */
function countOthers(deps: EndDeps, erasure: StoredDocument): Promise<void> {
  const { tenant } = erasure.ref;
  return notePlan(deps, erasure, async (current) => {
    const counts = new Map(readCounts(current));
    if (counts.has(members.id)) return undefined;
    for (const { id } of [...others(deps), members, tenantProfiles]) {
      const query = { collection: id, tenant, where: [], orderBy: [] };
      const count = await deps.store.count(query);
      if (count > 0 || id === members.id) counts.set(id, count);
    }
    return { counts: encodeCounts(counts) };
  });
}

/**
 * Deletes the documents of people who belong to no other tenant. The document of a person with
 * other tenants is not changed. So it still names the erased tenant. This gives the person no
 * right, because the id of the tenant is never used again.
 */
async function deletePeople(deps: EndDeps, tenant: string, page: readonly StoredDocument[]) {
  const { store } = deps;
  await retryOnConflict(deps, async () => {
    const people = await store.getAll(page.map(({ ref }) => personRef(ref.id)));
    const alone = people.filter(
      (person) =>
        person !== undefined && membershipsOf(person).every((each) => each.tenant === tenant),
    );
    const deleted = await store.deleteEach(alone as StoredDocument[]);
    // If a person signed in meanwhile, their document was not deleted. The next attempt must delete
    // it, because later nobody would find it.
    if (deleted < alone.length) throw new WriteConflict('a person changed');
  });
}

/**
 * Deletes the manager log, then the rights. The profile is deleted last, because it contains the
 * list of the tenant's origins. The documents of the origins can be found only with this list.
 */
async function deleteRights(deps: EndDeps, tenant: string): Promise<Emptied> {
  const { store } = deps;
  const parts = [await emptyCollections(deps, tenant, others(deps))];
  const ofPeople = (page: readonly StoredDocument[]) => deletePeople(deps, tenant, page);
  parts.push(await emptyCollections(deps, tenant, [members], ofPeople));
  const profile = await store.get(profileRef(tenant));
  const isReached = parts.every(({ complete }) => complete);
  if (profile !== undefined && isReached) {
    await store.deleteEach(await originsHeldAlone(store, tenant, profile));
    await store.deleteEach([profile]);
    parts.push({ found: 1, complete: true });
  }
  return {
    found: parts.reduce((sum, { found }) => sum + found, 0),
    complete: isReached,
  };
}

/**
 * Searches all collections again, and deletes the documents that the search finds. A process that
 * did not know about the erasure yet may have stored documents meanwhile.
 * @returns true if nothing was found
 */
async function lookAgain(deps: EndDeps, erasure: StoredDocument): Promise<boolean> {
  const { tenant } = erasure.ref;
  const records = await emptyCollections(deps, tenant, recordCollections(deps.collections));
  const rights = await deleteRights(deps, tenant);
  const keys = await destroyKeys(deps, erasure);
  return [records, rights, keys].every(isEmpty);
}

/**
 * True if the rights were deleted so long ago that a process which read them before can no longer
 * commit documents of the tenant.
 */
function isSettled({ startedAt }: EndDeps, { data }: StoredDocument): boolean {
  const goneAt = data['rights_gone_at'] as Instant | undefined;
  return goneAt !== undefined && startedAt - goneAt >= settledMicros;
}

/**
 * Ends a tenant whose erasure has taken effect, in three steps. The keys are destroyed at once. The
 * manager log and the rights are deleted when no record is left. A minute later all collections are
 * searched until nothing is found, and the erasure is completed. Each step depends only on stored
 * documents. So if a run is killed, the next run continues.
 * @returns true if the erasure is complete
 */
export async function endTenant(deps: EndDeps, erasure: StoredDocument): Promise<boolean> {
  const { store, now } = deps;
  const { tenant } = erasure.ref;
  const keys = await destroyKeys(deps, erasure);
  if (!keys.complete || erasure.data['records_gone_at'] === undefined) return false;
  if (erasure.data['rights_gone_at'] === undefined) {
    await countOthers(deps, erasure);
    const rights = await deleteRights(deps, tenant);
    if (!rights.complete) return false;
    await notePlan(deps, erasure, ({ data }) =>
      data['rights_gone_at'] === undefined ? { rights_gone_at: now() } : undefined,
    );
    return false;
  }
  if (!isSettled(deps, erasure)) return false;
  while (!(await lookAgain(deps, erasure))) if (deps.isTimeUp()) return false;
  const fences = await store.get(fencesRef(tenant));
  if (fences !== undefined) await store.deleteEach([fences]);
  await retryOnConflict(deps, async () => {
    const current = await store.get(erasure.ref);
    if (current === undefined || !isPending(current)) return;
    const progress = trackErasure({ store, commit: (writes) => store.commit(writes) }, current);
    await progress.complete(now());
  });
  return true;
}
