import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Deed } from '#shared/ledger/deed.ts';
import { clockAllowanceMicros } from '#shared/settings/late-writes.ts';
import { oldestFirst } from '#shared/store/category-collection.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import {
  createOrReplace,
  type DocumentRef,
  type ReadStore,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import { headRef } from './head-ref.ts';

/** The most messages that one commit deletes. */
export const deletedAtOnceMax = 200;

/** The dependencies of the functions that delete conversations. No dependency decrypts data. */
export type ConversationDeps = {
  readonly store: ReadStore;
  readonly tenant: string;
  readonly now: () => number;
  readonly purgeShards: number;
};

/**
 * Commits the writes that delete some messages of the conversations. The function may add its own
 * writes to this commit. `isLast` is true for the last commit of the deletion.
 * @throws WriteConflict
 */
export type CommitDeletion = (
  writes: readonly Write[],
  messages: readonly StoredDocument[],
  isLast: boolean,
) => Promise<unknown>;

/**
 * Returns the deed that the ledger notes for one commit: the deletion of the messages, and of the
 * heads of the conversations. A later restore repeats this deletion.
 */
export function deedOf(
  tenant: string,
  ids: readonly string[],
  messages: readonly StoredDocument[],
): Deed {
  const heads = ids.map((id) => headRef(tenant, id));
  return { kind: 'deletion', documents: [...heads, ...messages.map(({ ref }) => ref)] };
}

/**
 * Finds messages of conversations, including expired messages that are not purged yet. The found
 * messages are only deleted: no answer shows them.
 */
function findMessages(
  { store, tenant }: ConversationDeps,
  ids: readonly string[],
): Promise<StoredDocument[]> {
  return store.query({
    collection: chatMessages.id,
    tenant,
    where: [{ field: 'conversation_id', op: 'in', value: ids }],
    orderBy: oldestFirst,
    limit: deletedAtOnceMax,
  });
}

/**
 * Returns the write of an empty head. The head has already expired, even for a process with a
 * slower clock, so it is not live. If a message is stored during the deletion, the commit of the
 * message conflicts with this write.
 */
function blankHead(
  { now, purgeShards }: ConversationDeps,
  ref: DocumentRef,
  head: StoredDocument | undefined,
): Write {
  const expiresAt = now() - clockAllowanceMicros;
  const data = { expires_at: expiresAt, purge_shard: purgeShard(ref.id, purgeShards) };
  return createOrReplace(ref, data, head);
}

/**
 * Makes one commit of the deletion of conversations: it deletes messages, and changes or deletes
 * heads. It reads the heads before the messages. If a message is stored in between, the commit
 * fails. So heads and messages always agree. The commit also fails if a message was changed or
 * restricted after it was read. Subjects, restricted messages and records of other
 * categories are not deleted. If the process is killed between two commits, messages without a live
 * head remain. A repeated deletion deletes these messages too.
 * @param ids 30 at most
 * @returns true if this was the last commit of the deletion
 * @throws WriteConflict
 */
export async function eraseSomeOf(
  deps: ConversationDeps,
  ids: readonly string[],
  commit: CommitDeletion,
): Promise<boolean> {
  const refs = ids.map((id) => headRef(deps.tenant, id));
  const heads = await deps.store.getAll(refs);
  const messages = await findMessages(deps, ids);
  const isAll = messages.length < deletedAtOnceMax;
  const spoken = new Set(messages.map(({ data }) => data['conversation_id']));
  let isLast = isAll;
  const headWrites = ids.flatMap((id, index): Write[] => {
    const [ref, head] = [refs[index], heads[index]];
    if (ref === undefined) return [];
    if (isAll && head !== undefined) return [{ kind: 'delete', ref, version: head.version }];
    if (!spoken.has(id)) return [];
    isLast = false;
    return [blankHead(deps, ref, head)];
  });
  const deletions = messages.map(({ ref, version }): Write => ({ kind: 'delete', ref, version }));
  await commit([...deletions, ...headWrites], messages, isLast);
  return isLast;
}
