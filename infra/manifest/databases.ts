import { backupDaysPromised } from '#shared/base/config/backup-days.ts';
import type { DatabaseId } from '#shared/store/store.ts';

/** A named Firestore database. All databases are at `locations.database`. */
export type Database = {
  readonly id: DatabaseId;
  readonly holds: string;
  /**
   * True if the database is protected. Then nobody can delete it before somebody switches the
   * protection off.
   */
  readonly deleteProtection: boolean;
  /**
   * True if people can read the state that the database had at any minute of the last seven days.
   */
  readonly pointInTimeRecovery: boolean;
  readonly backups: { readonly every: 'day'; readonly keptDays: number } | null;
  readonly why: string;
};

/**
 * A backup is kept for at most seven days, because it still contains data that was erased after the
 * backup was made.
 */
const copies = {
  pointInTimeRecovery: true,
  backups: { every: 'day', keptDays: backupDaysPromised },
} as const;

export const databases = [
  {
    id: 'mayfly',
    holds:
      'records of all categories except the manager log, and what belongs to them, for example heads, pools and raffles; requests and tokens of persons; erasures; endpoints and tokens for device data; notices; tenants’ decisions about these records, until a sweep carries them out; the days on which API keys were used',
    deleteProtection: true,
    ...copies,
    why: 'A mistake can be undone for a week. No copy of a person’s data is older than a week.',
  },
  {
    id: 'mayfly-keys',
    holds:
      'wrapped data keys, lookup secrets, session keys; receipts; the ledger of changes that a restored backup must not undo',
    deleteProtection: true,
    pointInTimeRecovery: false,
    backups: null,
    why: 'No copy of a destroyed key may exist. Without this database nobody can decrypt any record.',
  },
  {
    id: 'mayfly-audit',
    holds:
      'the manager log, its seals, and notes about its shortened retentions; counts of records that expire today',
    deleteProtection: true,
    ...copies,
    why: 'It is a database of its own, so a grant can let functions add entries and do nothing else.',
  },
  {
    id: 'mayfly-access',
    holds:
      'API keys, members, people, profiles and particulars of tenants, endpoints of recipients, registered origins, sessions and marks of ended sessions, idempotency marks',
    deleteProtection: true,
    ...copies,
    why: 'It is a database of its own, so a function that writes records cannot give anybody a right. Only two functions create or change documents here.',
  },
  {
    id: 'mayfly-reports',
    holds: 'counts of what the purge deleted, for all tenants together',
    deleteProtection: true,
    ...copies,
    why: 'It is a database of its own, so only the purge can change these counts.',
  },
] as const satisfies readonly Database[];
