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

/**
 * The dependencies of the verbs, which are the functions that create, read, change and delete
 * records. A process makes these dependencies once.
 */
export type RecordDeps = RetryDeps & {
  /** For reading only. Use `retryChecked` to write. */
  readonly store: ReadStore;
  readonly keyring: Keyring;
  readonly lookup: Lookup;
  /**
   * Writes notices to recipients. The notices contain hashes of values. To compute the hashes, this
   * function opens the recipients' secrets. Code that only erases data must not open these secrets.
   */
  readonly writeNotices: WriteNotices;
  /** Encrypts the hashes in notices. Only the functions `notices` and `rekey` can open them. */
  readonly noticeKeys: OwnDataKeys;
  readonly now: Clock;
  /**
   * Reserves `count` consecutive instants of creation and returns the first, see
   * `createInstantSequence`.
   */
  readonly nextInstants: (count: number) => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
  /**
   * The longest time, in days, for which a backup is kept. The ledger keeps its entries for this
   * time and two more days.
   */
  readonly backupDays: number;
  /**
   * Is called with a document that cannot be decrypted, if the work continues without the content
   * of this document. Otherwise the work ends with a DecryptionError.
   */
  readonly onUnreadable: (ref: DocumentRef) => void;
};

/** The context of a request: its caller, and the dependencies of the process. */
export type Context = RecordDeps & Acting;

/** A context whose rights and settings were checked a moment ago. Code that commits requires it. */
export type CheckedContext = Checked<Context>;
