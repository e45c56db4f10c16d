import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { notices } from '#shared/notices/collections.ts';
import { decodeRoutes } from '#shared/settings/notice-routes.ts';
import { allOf } from '#shared/store/all-of.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { Filter, ReadStore, StoredDocument } from '#shared/store/store.ts';
import { type IssueDeps, issueReceipt, type ReceiptDraft } from './issue-receipt.ts';
import { limitsOfNotices } from './limits.ts';
import { aboutNotices } from './receipt.ts';

const pageSize = 100;

function noticesOf({ ref }: StoredDocument, ...more: readonly Filter[]) {
  const where: readonly Filter[] = [{ field: 'erasure', op: '==', value: ref.id }, ...more];
  return { collection: notices.id, tenant: ref.tenant, where, orderBy: newestFirst };
}

/**
 * True if a notice of the erasure still waits: the recipient has not accepted it, and Mayfly still
 * tries to deliver it. The check costs one query for one document.
 */
async function isWaiting(store: ReadStore, erasure: StoredDocument): Promise<boolean> {
  const waiting = { field: 'state', op: '==', value: 'waiting' } as const;
  return (await store.query({ ...noticesOf(erasure, waiting), limit: 1 })).length > 0;
}

type Tally = { notices: number; taken: number; last: Instant };

/**
 * The content of the receipt about an erasure's notices: for each endpoint, how many notices were
 * accepted. It is made only from stored data.
 */
async function draftOf(
  store: ReadStore,
  erasure: StoredDocument,
): Promise<ReceiptDraft & { readonly notTaken: number }> {
  const nothing = { notices: 0, taken: 0, last: 0 };
  const told = decodeRoutes(erasure.data['told']);
  const tallies = new Map<string, Tally>(
    told.map(({ endpoint }) => [endpoint, { ...nothing }] as const),
  );
  for await (const { data } of allOf(store, noticesOf(erasure), pageSize)) {
    const endpoint = data['endpoint'] as string;
    const tally = tallies.get(endpoint) ?? { ...nothing };
    tally.notices += 1;
    if (data['state'] === 'taken') tally.taken += 1;
    tally.last = Math.max(tally.last, data['settled_at'] as Instant);
    tallies.set(endpoint, tally);
  }
  const recipients = [...tallies].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const missed = recipients.map(([, { notices: count, taken }]) => count - taken);
  return {
    notTaken: missed.reduce((sum, count) => sum + count, 0),
    about: aboutNotices(erasure.ref.id),
    content: {
      kind: 'notices',
      does_not_prove: [...limitsOfNotices],
      erasure: erasure.ref.id,
      recipients: recipients.map(([endpoint, { notices: count, taken, last }]) => ({
        endpoint,
        notices: count,
        taken,
        not_taken: count - taken,
        last_settled_at: last === 0 ? null : formatInstant(last),
      })),
    },
  };
}

/**
 * Issues the receipt about the notices of a complete erasure, when every notice is accepted or
 * given up. Then it notes the receipt's number in the erasure. If the process is killed before it
 * notes the number, the next run finds the receipt and notes the same number.
 * @returns true if the receipt is issued; false if a notice still waits
 * @throws KeyServiceUnavailable, KeyDenied, StoreUnavailable, Problem `contention`
 */
export async function giveNoticesReceipt(
  deps: IssueDeps,
  erasure: StoredDocument,
): Promise<boolean> {
  const { store } = deps;
  if (await isWaiting(store, erasure)) return false;
  const draft = await draftOf(store, erasure);
  const { number } = await issueReceipt(deps, erasure.ref.tenant, draft);
  await retryOnConflict(deps, async () => {
    const current = await store.get(erasure.ref);
    if (current?.data['awaits_told'] !== true) return;
    const { ref, version } = current;
    const data = {
      awaits_told: false,
      told_receipt: number,
      told_not_taken: draft.notTaken,
    };
    await deps.commit([{ kind: 'update', ref, data, version }]);
  });
  return true;
}
