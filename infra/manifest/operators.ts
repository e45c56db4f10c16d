import type { Grants } from './grant.ts';

/** Somebody who runs a command by hand, with an account of their own. */
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
