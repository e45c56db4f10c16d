import type { ConversationsQuery } from '#shared/client/conversations-client.ts';
import type { Conversation } from '#shared/client/schemas.ts';

/** The filters and the order of the list, as the API takes them. */
export type Narrowing = Pick<
  ConversationsQuery,
  'experience_id' | 'last_author' | 'last_after' | 'last_before' | 'order'
>;

/** Tells whether a conversation matches the filters now. */
export function fits(conversation: Conversation, narrowing: Narrowing): boolean {
  const { experience_id, last_author, last_after, last_before } = narrowing;
  const { last_at, last_message } = conversation;
  return (
    (experience_id === undefined || conversation.experience_id === experience_id) &&
    (last_author === undefined || last_message.author === last_author) &&
    (last_after === undefined || last_at > last_after) &&
    (last_before === undefined || last_at < last_before)
  );
}

/**
 * Returns a comparison that orders conversations as the API does: by the latest message, or by the
 * next expiry. Conversations with the same time stay in the API's order.
 */
function compare({ order }: Narrowing) {
  const inTime = (one: string, other: string) => (one === other ? 0 : one < other ? -1 : 1);
  return (one: Conversation, other: Conversation) =>
    order === 'goes_first'
      ? inTime(one.expires_at, other.expires_at)
      : inTime(other.last_at, one.last_at);
}

type Shown = {
  /** The conversations of the pages that were read, in the order of the list. */
  readonly known: readonly Conversation[];
  /**
   * Conversations that have changed since the list was read, even if they do not match the filters.
   */
  readonly changed: readonly Conversation[];
  readonly narrowing: Narrowing;
  /** True if the API has more conversations after `known`. */
  readonly hasMore: boolean;
};

/**
 * Returns the list as it is now. It leaves out conversations that no longer match the filters. It
 * also leaves out conversations that belong to a page that was not read yet.
 */
export function showConversations({ known, changed, narrowing, hasMore }: Shown) {
  if (changed.length === 0) return known;
  const order = compare(narrowing);
  const end = known.at(-1);
  const now = new Map(known.map((each) => [each.id, each]));
  for (const each of changed) {
    const before = now.get(each.id);
    if (before !== undefined && before.last_at > each.last_at) continue;
    const isBehind = hasMore && end !== undefined && order(each, end) > 0;
    if (fits(each, narrowing) && !isBehind) now.set(each.id, each);
    else now.delete(each.id);
  }
  return [...now.values()].toSorted(order);
}

/**
 * Adds newly read conversations to those that were read before. Each conversation appears once, in
 * the state that was read last.
 */
export function addChanged(
  before: readonly Conversation[],
  found: readonly Conversation[],
): readonly Conversation[] {
  if (found.length === 0) return before;
  const all = new Map(before.map((each) => [each.id, each]));
  for (const each of found) all.set(each.id, each);
  return [...all.values()];
}
