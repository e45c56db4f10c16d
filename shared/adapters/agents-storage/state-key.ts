import type { Conversation } from './activity.ts';

/**
 * The owner of a key of the runtime's state: a conversation, a user or nobody. The key contains the
 * owner's id. After the id, it may contain a slash and a namespace. Ids may contain slashes too. So
 * `readings` contains each possible id: with and without the part after the last slash.
 */
export type StateKey =
  | { readonly of: 'conversation'; readonly readings: readonly Conversation[] }
  | { readonly of: 'user'; readonly readings: readonly User[] }
  | { readonly of: 'nobody' };

/** A user: the id of the channel, and the id of the user in this channel. */
export type User = { readonly channelId: string; readonly id: string };

const scopes = [
  ['conversation', '/conversations/'],
  ['user', '/users/'],
] as const;

/**
 * Returns the text, and the text without the part after its last slash, which may be a namespace.
 */
function withAndWithoutLast(text: string): string[] {
  const at = text.lastIndexOf('/');
  return at > 0 ? [text, text.slice(0, at)] : [text];
}

/**
 * Finds the owner of a key of the runtime. `TurnState` uses `channel/agent/conversations/id` and
 * `channel/agent/users/id`. `ConversationState` and `UserState` leave the agent out, and add a
 * namespace at the end. The sign-in uses `auth/channel/user`. Any other key has no owner.
 */
export function readStateKey(key: string): StateKey {
  const signIn = /^auth\/([^/]+)\/(.+)$/s.exec(key);
  if (signIn?.[1] !== undefined && signIn[2] !== undefined)
    return { of: 'user', readings: [{ channelId: signIn[1], id: signIn[2] }] };
  for (const [of, marker] of scopes) {
    const at = key.indexOf(marker);
    const channelId = key.split('/', 1)[0] ?? '';
    if (at < channelId.length || channelId === '') continue;
    const ids = withAndWithoutLast(key.slice(at + marker.length)).filter((id) => id !== '');
    const [first, ...others] = ids.map((id) => ({ channelId, id }));
    if (first !== undefined) return { of, readings: [first, ...others] };
  }
  return { of: 'nobody' };
}
