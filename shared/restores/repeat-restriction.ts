import type { Instant } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { forgetInHead } from '#shared/domains/conversations/forget-messages.ts';
import { blankWinner, isBlank } from '#shared/domains/raffles/blank-winner.ts';
import type { LedgerEntry } from '#shared/ledger/deed.ts';
import { correctedAt } from '#shared/records/corrected-when.ts';
import { hiddenBeside } from '#shared/records/restriction/hidden-beside.ts';
import {
  restrictedRef,
  restrictionOf,
  restrictionWrites,
} from '#shared/records/restriction/restricted-record.ts';
import { type Ground, keepingGrounds } from '#shared/records/restriction/restriction-ground.ts';
import { clockAllowanceMicros } from '#shared/settings/late-writes.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';
import { besideDeletions } from '#shared/subjects/deletion-writes.ts';
import { categoryOf, type OfTenant, recordPath } from './repeat-deletion.ts';
import { winnersOf } from './winners-of.ts';

/** For each record, by its path: the last ledger entry that sets or lifts its restriction. */
export type RestrictionHistory = Map<string, Pick<LedgerEntry, 'id' | 'writtenAt'>>;

/**
 * The paths of the documents about which somebody must do something after a restore: records to
 * correct, records whose restriction must be lifted, and erasures to order again.
 */
export type Left = {
  /** Records that were corrected after the backup. Their older copies are restricted. */
  readonly corrected: Set<string>;
  /** Records that are restricted in the backup, although the restriction was lifted later. */
  readonly lifted: Set<string>;
  /** Erasures in the backup whose documents are damaged, so that nobody can complete them. */
  readonly damaged: Set<string>;
};

/**
 * Remembers an entry that sets or lifts restrictions. Only the latest entry for each record is
 * kept.
 */
export function noteRestriction(
  deps: Pick<OfTenant, 'categories'>,
  history: RestrictionHistory,
  { id, writtenAt, deed }: LedgerEntry,
): void {
  const records =
    deed.kind === 'restriction' ? deed.records : deed.kind === 'lifting' ? [deed.record] : [];
  for (const ref of records) {
    const path = recordPath(deps, ref);
    const known = history.get(path);
    if (known === undefined || known.writtenAt <= writtenAt) history.set(path, { id, writtenAt });
  }
}

/**
 * Makes the writes that hide a record's values in other documents. The values of a message are also
 * in the head of its conversation. The values of a participation are also in the winner's copy, if
 * the participation won. Nothing is decrypted.
 */
async function ownWrites(
  deps: OfTenant,
  category: Category,
  record: StoredDocument,
): Promise<readonly Write[]> {
  if (category.id === chatMessages.id) {
    const id = String(record.data['conversation_id']);
    return (await forgetInHead(deps, id, [record])).writes;
  }
  if (category.id !== raffleParticipations.id) return [];
  const copies = await winnersOf(deps, [record]);
  return copies
    .filter((copy) => !isBlank(copy))
    .map(({ ref, data, version }): Write => {
      return { kind: 'replace', ref, data: blankWinner(data), version };
    });
}

async function hidingWrites(
  deps: OfTenant,
  category: Category,
  record: StoredDocument,
  { ground, at }: { readonly ground: Ground; readonly at: Instant },
): Promise<Write[]> {
  const beside =
    ground in keepingGrounds
      ? await besideDeletions(deps, category, [record])
      : await hiddenBeside(deps, category, record);
  return [
    ...restrictionWrites(category, record, restrictionOf(ground, at), undefined),
    ...beside,
    ...(await ownWrites(deps, category, record)),
  ];
}

/** Restricts one record again. If the record is already restricted, only the ground is updated. */
async function restrictAgain(
  deps: OfTenant,
  category: Category,
  id: string,
  by: { readonly ground: Ground; readonly at: Instant },
): Promise<number> {
  return retryOnConflict(deps, async () => {
    const own: DocumentRef = { tenant: deps.tenant, collection: category.id, id };
    const [record, restricted] = await deps.store.getAll([
      own,
      restrictedRef(deps.tenant, category, id),
    ]);
    let writes: Write[] = [];
    if (restricted !== undefined) {
      const { restricted_at: _since, ...data } = restrictionOf(by.ground, by.at);
      const { ref, version } = restricted;
      const isSame = restricted.data['restriction_ground'] === by.ground;
      if (!isSame) writes = [{ kind: 'update', ref, data, version }];
    } else if (record !== undefined) writes = await hidingWrites(deps, category, record, by);
    if (writes.length > 0) await deps.store.commit(writes);
    return writes.length;
  });
}

/**
 * Repeats restrictions of records. A record whose restriction was lifted or changed later is left
 * out.
 * @returns how many documents changed
 */
export async function repeatRestriction(
  deps: OfTenant,
  entry: LedgerEntry,
  history: RestrictionHistory,
): Promise<number> {
  const { deed, at, id } = entry;
  if (deed.kind !== 'restriction') return 0;
  let changed = 0;
  for (const ref of deed.records) {
    const category = categoryOf(deps, ref);
    if (category === undefined || history.get(recordPath(deps, ref))?.id !== id) continue;
    const ground = deed.ground as Ground;
    changed += await restrictAgain(deps, category, ref.id, { ground, at });
  }
  return changed;
}

/**
 * Reports a record that is restricted in the backup, although its restriction was lifted later. The
 * tenant must lift the restriction again. The restore command cannot do this, because it has no
 * keys.
 */
export async function tellLifted(
  deps: OfTenant,
  { deed, at, id }: LedgerEntry,
  { history, left }: { readonly history: RestrictionHistory; readonly left: Left },
): Promise<void> {
  if (deed.kind !== 'lifting') return;
  const path = recordPath(deps, deed.record);
  if (history.get(path)?.id !== id) return;
  const found = await deps.store.get(deed.record);
  if (found === undefined) return;
  // The clock of the process that restricted the record may have been ahead by up to 30 s. A
  // restriction that this restore has set is much later than the lifting, so it does not count.
  const isBefore = (found.data['restricted_at'] as Instant) <= at + clockAllowanceMicros;
  if (isBefore) left.lifted.add(path);
}

/**
 * Restricts a record if the backup contains its state before the correction, because the values of
 * this state are wrong. The tenant must correct the record again.
 */
export async function repeatCorrection(
  deps: OfTenant,
  { deed }: LedgerEntry,
  left: Left,
): Promise<number> {
  if (deed.kind !== 'correction') return 0;
  const { record: ref } = deed;
  const category = categoryOf(deps, ref);
  if (category === undefined) return 0;
  const places = [ref, restrictedRef(deps.tenant, category, ref.id)];
  const [record, restricted] = await deps.store.getAll(places);
  const isOld = (each: StoredDocument | undefined) =>
    each !== undefined && (correctedAt(each) ?? 0) < deed.at;
  if (isOld(record) || isOld(restricted)) left.corrected.add(recordPath(deps, ref));
  if (!isOld(record) || restricted !== undefined) return 0;
  const by = { ground: 'accuracy_contested', at: deps.now() } as const;
  return restrictAgain(deps, category, ref.id, by);
}
