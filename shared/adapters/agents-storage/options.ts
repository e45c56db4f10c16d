import type { MayflyClient } from '#shared/client/create-mayfly-client.ts';

/** What the stores of an agent work with. */
export type AgentsStoreOptions = {
  /** Its key has the scopes `messenger_sessions:read|write|delete` and `chat_messages:read|write|delete`. */
  readonly mayfly: MayflyClient;
  /** A secret of 32 bytes or more, from which the ids of conversations are made. Keep it: with another, transcripts are not found. */
  readonly idSecret: string;
  /** The channel of state that belongs to no conversation and no user; `agents` unless told. */
  readonly channel?: string;
  /** When new state expires, at most seven days from now; unless told, it is kept as long as the tenant has chosen. */
  readonly expiresAt?: () => Date;
  /**
   * What an `eTag` of `*` means. `overwrite` writes whatever is there, as the runtime documents it. `as-read` writes
   * only over what the same object was read as. `ConversationState` and `UserState` send `*` with everything, so two
   * simultaneous turns overwrite each other without it.
   */
  readonly wildcard?: 'overwrite' | 'as-read';
  /** Makes an activity of what was stored: give `(stored) => Activity.fromObject(stored)`. Without it `getTranscriptActivities` returns plain objects. */
  readonly toActivity?: (stored: object) => unknown;
};
