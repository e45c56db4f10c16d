import type { Caller } from '#shared/access/caller.ts';
import { members } from '#shared/access/members/collections.ts';
import { requireOverview } from '#shared/access/scope.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Order, ReadStore } from '#shared/store/store.ts';
import { particularsKek } from '#shared/tenants/particulars/seal-particulars.ts';
import { dataKeys } from '#shared/vault/collections.ts';

export type KeysDeps = {
  readonly store: ReadStore;
  readonly now: Clock;
  readonly categories: readonly Category[];
};

const nextFirst: readonly Order[] = [{ field: 'expires_at', direction: 'asc' }];

/** Keys that end later than this stay until their tenant goes. 1 January 2199. */
const endless: Instant = Date.UTC(2199, 0, 1) * 1_000;

async function describeKeys(deps: KeysDeps, tenant: string, protects: string) {
  const { store } = deps;
  const of = { field: 'category', op: '==', value: protects } as const;
  const query = { collection: dataKeys.id, tenant, orderBy: nextFirst };
  const [alive, [next], due] = await Promise.all([
    store.count({ ...query, where: [of] }),
    store.query({ ...query, where: [of], select: ['expires_at'], limit: 1 }),
    store.count({ ...query, where: [of, { field: 'expires_at', op: '<=', value: deps.now() }] }),
  ]);
  const at = next?.data['expires_at'] as Instant | undefined;
  return {
    protects,
    alive,
    due,
    next_destroyed_at: at === undefined || at >= endless ? null : formatInstant(at),
  };
}

/**
 * How many data keys of a tenant are alive, for each category and everything else that has keys,
 * and when the next of them may be destroyed. `due` counts those that may be destroyed now. Nothing
 * of a key is read but its end. Two counts and one read for each category.
 * @throws Problem `scope-missing`
 */
export async function listKeys(deps: KeysDeps, caller: Pick<Caller, 'scopes' | 'tenant'>) {
  requireOverview(caller.scopes);
  const protecting = [...deps.categories.map(({ id }) => id), members.id, particularsKek];
  const items = protecting.map((id) => describeKeys(deps, caller.tenant, id));
  return { as_of: formatInstant(deps.now()), items: await Promise.all(items) };
}
