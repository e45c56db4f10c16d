import { backupDaysPromised } from '#shared/base/config/backup-days.ts';
import type { DatabaseId } from '#shared/store/store.ts';

/** A named Firestore database. All databases are at `locations.database`. */
export type Database = {
  readonly id: DatabaseId;
  readonly holds: string;
  /** Whether it refuses to be deleted until somebody removes the protection. */
  readonly deleteProtection: boolean;
  /** Whether its state at any minute of the last seven days can be read. */
  readonly pointInTimeRecovery: boolean;
  readonly backups: { readonly every: 'day'; readonly keptDays: number } | null;
  readonly why: string;
};

/**
 * No copy is kept for more than seven days, because copies keep the data of an erased person until
 * they are deleted.
 */
const copies = {
  pointInTimeRecovery: true,
  backups: { every: 'day', keptDays: backupDaysPromised },
} as const;

export const databases = [
  {
    id: 'mayfly',
    holds:
      'records of all categories but the manager log; what tenants have decided about them and is not carried out yet; when API keys were used',
    deleteProtection: true,
    ...copies,
    why: 'A mistake can be undone for a week; no copy of a person is older.',
  },
  {
    id: 'mayfly-keys',
    holds:
      'wrapped data keys, lookup secrets, session keys; receipts; the ledger of what a backup must not bring back',
    deleteProtection: true,
    pointInTimeRecovery: false,
    backups: null,
    why: 'A destroyed key must be gone from everywhere. Losing this database is losing all records.',
  },
  {
    id: 'mayfly-audit',
    holds: 'the manager log, its seals; what is due today, in counts',
    deleteProtection: true,
    ...copies,
    why: 'It lies apart, so that a grant can let functions add entries and do nothing else.',
  },
  {
    id: 'mayfly-access',
    holds:
      'API keys, members, people, profiles and particulars of tenants, registered origins, sessions and their endings',
    deleteProtection: true,
    ...copies,
    why: 'It lies apart, so that who may write records can give nobody a right: two functions write here, all others read.',
  },
  {
    id: 'mayfly-reports',
    holds: 'what sweeps did, in counts of all tenants together',
    deleteProtection: true,
    ...copies,
    why: 'It lies apart, so that a sweep that only deletes may write its report and nothing else.',
  },
] as const satisfies readonly Database[];
