import type { Grants } from './grant.ts';

/**
 * A command that a person runs by hand. Its service account `mayfly-<name>` has these grants. The
 * restorer has them only during a restore.
 */
export type Operator = {
  readonly name: string;
  readonly command: string;
  readonly grants: Grants;
};

export const operators = [
  {
    name: 'verifier',
    command: 'npm run verify-manager-log',
    grants: {
      databases: [
        {
          database: 'mayfly-audit',
          may: ['get', 'list'],
          why: 'Reads the stored entries, the seals of their hours, and the notes about shortened retentions.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list'],
          why: 'Finds the data keys of manager logs. If the whole log of a tenant is missing, its data keys show that it existed.',
        },
      ],
      keys: [
        {
          key: 'receipts',
          use: 'verify',
          why: 'Fetches the public keys that verify seals, shortened retentions and erasures.',
        },
      ],
      secrets: [],
    },
  },
  {
    name: 'restorer',
    command: 'npm run restore -- DATABASE',
    grants: {
      databases: [
        {
          database: 'mayfly',
          may: ['get', 'list', 'create', 'update', 'delete'],
          why: 'Repeats the changes that were made since the backup: deletes records, withdraws consents, and marks codes as used. It also completes running erasures of persons. The grant is for the restored database only, and ends after the restore.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list', 'update'],
          why: 'Reads the ledger, and stores the name of the restored database in `mayfly-keys`. It uses no data key.',
        },
        {
          database: 'mayfly-access',
          may: ['get'],
          why: 'Reads profiles: which decisions of a tenant are in force, and how long it keeps a category.',
        },
      ],
      keys: [],
      secrets: [],
    },
  },
  {
    name: 'deployer',
    command:
      'gcloud kms keys versions get-public-key VERSION --key session_signing --keyring mayfly --location europe',
    grants: {
      databases: [],
      keys: [
        {
          key: 'session_signing',
          use: 'verify',
          why: 'Fetches the public key for the variable `SESSION_PUBLIC_KEYS`.',
        },
      ],
      secrets: [],
    },
  },
] as const satisfies readonly Operator[];
