import type { Checked } from '#shared/access/commit-checked.ts';
import type { Acting } from '#shared/access/renew-caller.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { WriteNotices } from '#shared/notices/notices-with-values.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import type { DocumentRef, ReadStore } from '#shared/store/store.ts';
import type { Keyring } from '#shared/vault/open/records/keyring.ts';
import type { Lookup } from '#shared/vault/open/records/lookup.ts';
import type { OwnDataKeys } from '#shared/vault/own-data-keys.ts';

/** What the verbs on records need; made once per process. */
export type RecordDeps = RetryDeps & {
  /** Only for reading; writes use `retryChecked`. */
  readonly store: ReadStore;
  readonly keyring: Keyring;
  readonly lookup: Lookup;
  /** Writes what recipients are told by hashes. It opens their secrets, which code that only erases must not. */
  readonly writeNotices: WriteNotices;
  /** Seal what recipients are told; the function that sends it alone opens it. */
  readonly noticeKeys: OwnDataKeys;
  readonly now: Clock;
  /** The first of `count` creation instants, see `createInstantSequence`. */
  readonly nextInstants: (count: number) => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
  /** The longest that a backup is kept; the ledger remembers as long. */
  readonly backupDays: number;
  /** Receives a live document that cannot be decrypted. */
  readonly onUnreadable: (ref: DocumentRef) => void;
};

/** What a request needs: its caller and the parts of the process. */
export type Context = RecordDeps & Acting;

/** A context whose rights and settings have just been checked; code that commits requires it. */
export type CheckedContext = Checked<Context>;
