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

/** The dependencies of the verbs on records, made once for a process. */
export type RecordDeps = RetryDeps & {
  /** Only for reading. Writes use `retryChecked`. */
  readonly store: ReadStore;
  readonly keyring: Keyring;
  readonly lookup: Lookup;
  /**
   * Writes the hashes in notices to recipients. It opens the recipients' secrets, which code that
   * only erases must not do.
   */
  readonly writeNotices: WriteNotices;
  /** Seals the hashes in notices. Only the function that sends notices opens them. */
  readonly noticeKeys: OwnDataKeys;
  readonly now: Clock;
  /** The first of `count` creation instants, see `createInstantSequence`. */
  readonly nextInstants: (count: number) => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
  /** The longest time for which a backup is kept. The ledger remembers deeds for this time. */
  readonly backupDays: number;
  /** Receives a live document that cannot be decrypted. */
  readonly onUnreadable: (ref: DocumentRef) => void;
};

/** The context of a request: its caller and the parts of the process. */
export type Context = RecordDeps & Acting;

/** A context whose rights and settings have just been checked; code that commits requires it. */
export type CheckedContext = Checked<Context>;
