import type { MayflyClient } from '#shared/client/create-mayfly-client.ts';

/** The options of the stores of an agent. */
export type AgentsStoreOptions = {
  /**
   * The client of Mayfly. Its key has the scopes `messenger_sessions:read|write|delete` and
   * `chat_messages:read|write|delete`.
   */
  readonly mayfly: MayflyClient;
  /**
   * The channel for state that does not belong to a conversation or a user. The default is
   * `agents`.
   */
  readonly channel?: string;
  /**
   * Returns when new state expires, at most seven days from now. By default the retention of the
   * tenant applies.
   */
  readonly expiresAt?: () => Date;
  /**
   * What a write with the `eTag` `*` replaces. With `overwrite`, the default, it replaces any
   * state, as the runtime's documentation says. With `as-read` it replaces the state only if nobody
   * has changed it since the read. `ConversationState` and `UserState` always send `*`. So with
   * `overwrite`, simultaneous turns overwrite each other's state.
   */
  readonly wildcard?: 'overwrite' | 'as-read';
  /**
   * Converts a stored activity to the runtime's class, for example `(stored) =>
   * Activity.fromObject(stored)`. Without this option `getTranscriptActivities` returns plain
   * objects.
   */
  readonly toActivity?: (stored: object) => unknown;
};
