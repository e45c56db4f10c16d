import type { Grants } from './grant.ts';

/** A person who runs a command by hand, with an account of their own. */
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
          why: 'Reads entries as they are stored, the seals of their hours, and shortened retentions.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list'],
          why: 'Finds tenants whose log is gone as a whole, by the data keys that it left.',
        },
      ],
      keys: [
        {
          key: 'receipts',
          use: 'verify',
          why: 'Fetches the public keys that seals, shortened retentions and erasures are checked with.',
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
          why: 'Takes out of a restored database what was forgotten since: it finds and deletes, withdraws consents, and marks codes as used. Granted on the restored database, and only while it is restored.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list', 'update'],
          why: 'Reads the ledger, and lets the keys name the database that was restored; uses no data key that lies there.',
        },
        {
          database: 'mayfly-access',
          may: ['get'],
          why: 'Reads of profiles which decisions of tenants came into force, and how long they keep a category.',
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
          why: 'Fetches the public key that every function is told in `SESSION_PUBLIC_KEYS`.',
        },
      ],
      secrets: [],
    },
  },
] as const satisfies readonly Operator[];
