import { customers } from '#shared/categories/customers.ts';
import { aesName } from '#shared/categories/stored-names.ts';
import { withdrawn, writesFor } from '#shared/domains/consents/withdrawn.ts';
import { repeatUse } from '#shared/domains/coupons/used-codes.ts';
import type { Deed, LedgerEntry } from '#shared/ledger/deed.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentRef, Store, Write } from '#shared/store/store.ts';
import { cameIntoForce, repeatDecision } from './repeat-decision.ts';
import { type RepeatDeps, repeatDeletion } from './repeat-deletion.ts';

type DeedOf<K extends Deed['kind']> = Extract<Deed, { readonly kind: K }>;

/** A consent that is withdrawn already keeps the instant that it has. */
async function withdrawalWrites(
  { getAll }: Store,
  { consent, others, at }: DeedOf<'withdrawal'>,
): Promise<Write[]> {
  const [own, ...found] = await getAll([consent, ...others]);
  const isGiven = own !== undefined && own.data['status'] !== 'withdrawn';
  const { ref, version } = own ?? {};
  return [
    ...(isGiven && ref && version
      ? [{ kind: 'replace', ref, data: withdrawn(own.data, at), version } as const]
      : []),
    ...found.flatMap((each) => (each === undefined ? [] : writesFor(each, at))),
  ];
}

async function historyWrites({ get }: Store, record: DocumentRef): Promise<Write[]> {
  if (record.collection !== customers.id) return [];
  const found = await get(record);
  if (found === undefined) return [];
  const { [aesName('history')]: history, ...data } = found.data;
  const { ref, version } = found;
  return history === undefined ? [] : [{ kind: 'replace', ref, data, version }];
}

/**
 * Repeats a deed on a database that was restored. It only takes away, so it may be repeated as often as one likes.
 * @returns how many documents were changed or deleted; none when the database is as the deed left it
 */
export async function repeatDeed(deps: RepeatDeps, entry: LedgerEntry): Promise<number> {
  const { deed, tenant, at } = entry;
  const { store } = deps;
  if (deed.kind === 'deletion') return repeatDeletion({ ...deps, tenant }, deed.documents, at);
  if (deed.kind === 'clearance') return repeatDecision(deps, tenant, deed.decisions);
  if (deed.kind === 'decision') {
    if (!(await cameIntoForce(deps, tenant, at))) return 0;
    return repeatDecision(deps, tenant, deed.decisions);
  }
  return retryOnConflict(deps, async () => {
    const writes =
      deed.kind === 'withdrawal'
        ? await withdrawalWrites(store, deed)
        : deed.kind === 'use'
          ? repeatUse(deed.code, deed.poolId, await store.get(deed.code))
          : await historyWrites(store, deed.record);
    if (writes.length > 0) await store.commit(writes);
    return writes.length;
  });
}
