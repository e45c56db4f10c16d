import type { Caller } from '#shared/access/caller.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import type { DocumentRef, Store } from '#shared/store/store.ts';
import type { Keyring } from '#shared/vault/open/records/keyring.ts';
import type { Lookup } from '#shared/vault/open/records/lookup.ts';

/** What the verbs on records work with; made once per process. */
export type RecordDeps = RetryDeps & {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly lookup: Lookup;
  readonly now: Clock;
  /** First of `count` creation instants, see `createInstantSequence`. */
  readonly nextInstants: (count: number) => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
  /** Told of a document that is live and cannot be decrypted. */
  readonly onUnreadable: (ref: DocumentRef) => void;
};

export type Context = RecordDeps &
  Caller & {
    /** The same caller as of now, see `renewContext`; without it the rights and settings of the request's beginning hold. */
    readonly renewed?: () => Promise<Caller>;
  };
