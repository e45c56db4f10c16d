import type { Conversation } from '#shared/client/schemas.ts';

/**
 * Conversations with those that have changed since: each once, as it is now, the one with the
 * latest message first.
 */
export function mergeConversations(
  known: readonly Conversation[],
  changed: readonly Conversation[],
): Conversation[] {
  const all = new Map(known.map((each) => [each.id, each]));
  for (const each of changed) all.set(each.id, each);
  return [...all.values()].toSorted((one, other) => (one.last_at < other.last_at ? 1 : -1));
}
