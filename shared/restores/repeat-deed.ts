import { customers } from '#shared/categories/customers.ts';
import { aesName } from '#shared/categories/stored-names.ts';
import { withdrawn, writesFor } from '#shared/domains/consents/withdrawn.ts';
import { couponPools } from '#shared/domains/coupons/collections.ts';
import { repeatClosing } from '#shared/domains/coupons/repeat-closing.ts';
import { repeatUse } from '#shared/domains/coupons/used-codes.ts';
import type { Deed, LedgerEntry } from '#shared/ledger/deed.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';
import { cameIntoForce, repeatDecision } from './repeat-decision.ts';
import { placesOf, type RepeatDeps, repeatDeletion } from './repeat-deletion.ts';
import { type AcceptedErasures, repeatClearance, repeatErasure } from './repeat-erasure.ts';
import { type ExpiryHistory, repeatExpiry } from './repeat-expiry.ts';
import {
  type Left,
  type RestrictionHistory,
  repeatCorrection,
  repeatRestriction,
  tellLifted,
} from './repeat-restriction.ts';
import { repeatAcceptance, repeatWaiting } from './repeat-waiting.ts';
import { holdLines } from './waiting-lines.ts';
import { winnersDeletedBy } from './winners-of.ts';

type DeedOf<K extends Deed['kind']> = Extract<Deed, { readonly kind: K }>;

/**
 * Finds records in the restored database. A record may have been restricted when the entry was
 * written, or may be restricted in this database. So both collections of its category are searched.
 */
async function foundAt(deps: RepeatDeps, refs: readonly DocumentRef[]): Promise<StoredDocument[]> {
  if (refs.length === 0) return [];
  const places = refs.flatMap((ref) => placesOf(deps, ref));
  return (await deps.store.getAll(places)).filter((each) => each !== undefined);
}

/**
 * The writes that withdraw consents again. If a consent is already withdrawn, its instant of
 * withdrawal does not change.
 */
async function withdrawalWrites(
  deps: RepeatDeps,
  { consent, others, at }: DeedOf<'withdrawal'>,
): Promise<Write[]> {
  const own = (await foundAt(deps, [consent])).filter(({ data }) => data['status'] !== 'withdrawn');
  const found = await foundAt(deps, others);
  return [
    ...own.map(({ ref, data, version }): Write => {
      return { kind: 'replace', ref, data: withdrawn(data, at), version };
    }),
    ...found.flatMap((each) => writesFor(each, at)),
  ];
}

async function historyWrites(deps: RepeatDeps, record: DocumentRef): Promise<Write[]> {
  if (!holdsRecordsOf(customers, record.collection)) return [];
  const found = await foundAt(deps, [record]);
  return found.flatMap(({ ref, data: stored, version }): Write[] => {
    const { [aesName('history')]: history, ...data } = stored;
    return history === undefined ? [] : [{ kind: 'replace', ref, data, version }];
  });
}

/** The writes that delete the winners' copies of participations. */
async function winWrites(
  deps: RepeatDeps,
  entry: LedgerEntry,
  deed: DeedOf<'win'>,
): Promise<Write[]> {
  const found = await winnersDeletedBy(deps, entry, deed);
  return found.map(({ ref, version }): Write => ({ kind: 'delete', ref, version }));
}

/**
 * The writes for a code that somebody got or redeemed. If the backup does not contain the code, the
 * code's pool is updated too.
 */
async function useWrites({ store }: RepeatDeps, { code, poolId }: DeedOf<'use'>): Promise<Write[]> {
  const pool = { tenant: code.tenant, collection: couponPools.id, id: poolId };
  const [found, document] = await store.getAll([code, pool]);
  return repeatUse(code, found, { id: poolId, document });
}

/** The records that a deed changes, but does not delete. */
function changedBy(deed: Deed): readonly DocumentRef[] {
  if (deed.kind === 'restriction') return deed.records;
  if (deed.kind === 'correction' || deed.kind === 'history' || deed.kind === 'expiry')
    return [deed.record];
  return deed.kind === 'withdrawal' ? [deed.consent, ...deed.others] : [];
}

/**
 * What the repetition of a deed must know about other entries of the ledger, and the work that
 * people must do after the restore.
 */
export type Replay = {
  readonly history: RestrictionHistory;
  readonly moves: ExpiryHistory;
  readonly accepted: AcceptedErasures;
  readonly left: Left;
};

/**
 * Repeats a deed on a restored database. This brings no deleted data back, and a second repetition
 * changes nothing. So a deed may be repeated any number of times. If the deed changes a record, and
 * the backup still contains the imported line of this record, the line is held back.
 * @returns how many documents were changed or deleted; 0 if the database is already in the state
 * after the deed
 */
export async function repeatDeed(
  deps: RepeatDeps,
  entry: LedgerEntry,
  replay: Replay,
): Promise<number> {
  const held = await holdLines(deps, changedBy(entry.deed));
  return held + (await repeatOn(deps, entry, replay));
}

async function repeatOn(deps: RepeatDeps, entry: LedgerEntry, replay: Replay): Promise<number> {
  const { deed, tenant, at } = entry;
  const own = { ...deps, tenant };
  const { store } = deps;
  if (deed.kind === 'deletion') return repeatDeletion(own, deed.documents, at);
  if (deed.kind === 'restriction') return repeatRestriction(own, entry, replay.history);
  if (deed.kind === 'correction') return repeatCorrection(own, entry, replay.left);
  if (deed.kind === 'expiry') return repeatExpiry(deps, deed, replay.moves);
  if (deed.kind === 'acceptance') return repeatAcceptance(deps, deed);
  if (deed.kind === 'waiting') return repeatWaiting(deps, deed);
  if (deed.kind === 'lifting') {
    await tellLifted(own, entry, replay);
    return 0;
  }
  if (deed.kind === 'erasure') return repeatErasure(deps, deed);
  if (deed.kind === 'clearance') return repeatClearance(deps, tenant, deed, replay.accepted);
  if (deed.kind === 'decision') {
    if (!(await cameIntoForce(deps, tenant, at, deed.decisions))) return 0;
    return repeatDecision(deps, tenant, deed.decisions);
  }
  return retryOnConflict(deps, async () => {
    const writes =
      deed.kind === 'withdrawal'
        ? await withdrawalWrites(deps, deed)
        : deed.kind === 'win'
          ? await winWrites(deps, entry, deed)
          : deed.kind === 'use'
            ? await useWrites(deps, deed)
            : deed.kind === 'closing'
              ? repeatClosing(await store.get(deed.pool), deed.at)
              : await historyWrites(deps, deed.record);
    if (writes.length > 0) await store.commit(writes);
    return writes.length;
  });
}
