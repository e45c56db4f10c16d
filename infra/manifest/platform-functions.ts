import {
  accessDatabase,
  callerKey,
  everything,
  keysDatabase,
  logDatabase,
  logKey,
  lookupKey,
  noticeKey,
} from './caller-grants.ts';
import type { DescribedFunction } from './described-function.ts';
import type { KeyGrant } from './grant.ts';
import type { KeyId } from './keys.ts';
import { sizes } from './sizes.ts';
import { servingVariables, signInVariables } from './variables.ts';

/** The function for data that belongs to a whole tenant. */
export const tenantsFunction = {
  name: 'tenants',
  ingress: 'public',
  categories: [],
  serves: [
    '/v1/tenants{,/**}',
    '/v1/tenant{,/**}',
    '/v1/operator{,/**}',
    '/v1/me',
    '/v1/openapi.json',
  ],
  tasks: [],
  environment: [...servingVariables, 'OPERATORS', 'PROCESSOR'],
  size: sizes.answers,
  grants: {
    databases: [
      {
        database: 'mayfly',
        may: ['get', 'list', 'create', 'update'],
        why: 'Writes the tenant’s decisions about existing records. The function `erase` carries them out. Counts records. Reads and notes when API keys were used.',
      },
      {
        database: 'mayfly-access',
        may: everything,
        why: 'Reads, writes and deletes tenants’ profiles and particulars, members, API keys and registered origins.',
      },
      {
        database: 'mayfly-keys',
        may: ['get', 'list', 'create'],
        why: 'Finds wrapped data keys, session keys, and the key that makes people’s ids. Adds data keys and the key for people’s ids if they are missing. Adds entries to the ledger for restored backups. Counts data keys, and reads receipts. It cannot change or delete documents there.',
      },
      {
        database: 'mayfly-reports',
        may: ['get'],
        why: 'Reads when the purge last ran.',
      },
      {
        database: 'mayfly-audit',
        may: ['get', 'list', 'create'],
        why: 'Counts the entries of the manager log, and adds entries. It cannot change or delete documents there.',
      },
    ],
    keys: [
      {
        key: 'members',
        use: 'decrypt',
        why: 'Wraps and unwraps the data keys of members’ emails.',
      },
      {
        key: 'particulars',
        use: 'decrypt',
        why: 'Wraps and unwraps the data keys of tenants’ particulars.',
      },
      {
        key: 'notice_endpoints',
        use: 'decrypt',
        why: 'Wraps and unwraps the data keys of recipients’ endpoints.',
      },
      {
        key: 'notices',
        use: 'encrypt',
        why: 'Makes and wraps the data key that encrypts the secrets that sign notices. It cannot decrypt these secrets later.',
      },
      {
        key: 'lookup_secrets',
        use: 'encrypt',
        why: 'Makes and wraps the data key that encrypts the recipients’ matching secrets. Mayfly hashes the values in notices with these secrets. The function can later decrypt neither these secrets nor a pepper.',
      },
      callerKey,
      logKey,
      {
        key: 'receipts',
        use: 'verify',
        why: 'Checks receipts, so the deletion log shows genuine receipts only.',
      },
    ],
    secrets: [],
  },
} as const satisfies DescribedFunction;

/** Categories whose records may belong to a person. A test compares this list with the registry. */
const ofPersons = [
  'chat_messages',
  'nlu_messages',
  'messenger_sessions',
  'runtime_log',
  'customers',
  'variables',
  'marketing_consents',
  'coupon_codes',
  'loyalty_transactions',
  'loyalty_redemptions',
  'raffle_participations',
] as const satisfies readonly KeyId[];

/**
 * Finds, exports and erases the stored data of persons, and signs receipts of erasures. It finds
 * and erases records by their hashes, and does not decrypt them for this. It decrypts records only
 * for archives. It decrypts personal details of requests only for callers who handle these
 * requests.
 */
export const subjectsFunction = {
  name: 'subjects',
  ingress: 'public',
  categories: [],
  serves: [
    '/v1/subjects{,/**}',
    '/v1/erasures{,/**}',
    '/v1/receipts',
    '/v1/requests{,/**}',
    '/v1/subject-tokens{,/**}',
    '/v1/my-data/**',
    '/.well-known/mayfly-keys.json',
  ],
  tasks: [],
  environment: [...servingVariables, 'SIGNING_KEY_VERSION'],
  size: sizes.recordsWithHashes,
  grants: {
    databases: [
      {
        database: 'mayfly',
        may: everything,
        why: 'Finds and deletes a person’s data in every collection, and notes the progress of the erasure.',
      },
      accessDatabase,
      {
        database: 'mayfly-keys',
        may: ['get', 'list', 'create'],
        why: 'Finds wrapped data keys, lookup secrets, session keys, and the key that makes people’s ids. Adds data keys, lookup secrets and the key for people’s ids if they are missing. Adds entries to the ledger for restored backups. Finds the latest receipt, lists receipts, and adds the next one. It cannot change or delete documents there.',
      },
      {
        database: 'mayfly-audit',
        may: ['get', 'list', 'create'],
        why: 'Finds the entries about a person’s records. So it can tell the person when somebody read these records, but not who. Adds entries. It cannot change or delete documents there.',
      },
    ],
    keys: [
      ...ofPersons.map(
        (key): KeyGrant => ({
          key,
          use: 'unwrap',
          why: 'Decrypts a person’s records for an archive. It encrypts none.',
        }),
      ),
      {
        key: 'particulars',
        use: 'unwrap',
        why: 'Decrypts the tenant’s particulars, because an archive names the controller and the recipients of data.',
      },
      {
        key: 'requests',
        use: 'decrypt',
        why: 'Wraps and unwraps two kinds of data keys: for personal details in unfinished requests of persons, and for tokens of persons.',
      },
      lookupKey,
      noticeKey,
      callerKey,
      logKey,
      {
        key: 'receipts',
        use: 'sign',
        why: 'Signs receipts of erasures and of absence. The private key never leaves Cloud KMS.',
      },
      {
        key: 'receipts',
        use: 'verify',
        why: 'Publishes the keys that verify receipts, and distinguishes genuine receipts from forged documents.',
      },
    ],
    secrets: [],
  },
} as const satisfies DescribedFunction;

/** Sends data of devices to systems of tenants, and issues device tokens. */
export const transferFunction = {
  name: 'transfer',
  ingress: 'public',
  categories: [],
  serves: [
    '/v1/public/**',
    '/v1/device-tokens{,/**}',
    '/v1/transfer',
    '/v1/transfer-endpoints{,/**}',
  ],
  tasks: [],
  environment: servingVariables,
  size: sizes.handsOn,
  grants: {
    databases: [
      {
        database: 'mayfly',
        may: everything,
        why: 'Reads, writes and deletes device tokens and endpoints. Reads the fences of a tenant, which hide records until they are deleted. Stores when an API key was used. It stores no record.',
      },
      accessDatabase,
      keysDatabase,
      logDatabase,
    ],
    keys: [
      {
        key: 'device_tokens',
        use: 'decrypt',
        why: 'Wraps and unwraps the data keys of device tokens.',
      },
      {
        key: 'tenant_secrets',
        use: 'decrypt',
        why: 'Wraps and unwraps the data keys of the endpoints that receive device data.',
      },
      callerKey,
      logKey,
    ],
    secrets: [],
  },
} as const satisfies DescribedFunction;

/**
 * Serves the pages of the console, and signs people in. This function comes last in the manifest,
 * because it answers every path that no other function serves.
 */
export const managerFunction = {
  name: 'manager',
  ingress: 'public',
  categories: [],
  serves: ['/**'],
  tasks: [],
  environment: signInVariables,
  size: sizes.answers,
  grants: {
    databases: [
      {
        database: 'mayfly-access',
        may: ['get', 'create', 'update'],
        why: 'Begins and ends people’s sessions. Reads the tenants of a person, and how long these tenants keep their log.',
      },
      {
        database: 'mayfly-keys',
        may: ['get', 'create'],
        why: 'Finds the wrapped session key of the day and the key of people’s ids, and adds each of them if it is missing. Adds data keys for its entries in the manager log.',
      },
      logDatabase,
    ],
    keys: [
      {
        key: 'sessions',
        use: 'decrypt',
        why: 'Encrypts and decrypts people’s cookies. Unwraps the key that makes people’s ids.',
      },
      {
        key: 'session_signing',
        use: 'sign',
        why: 'Signs the sessions that it begins and extends. No other function can sign them.',
      },
      logKey,
    ],
    secrets: [
      {
        secret: 'oidc-client-secrets',
        why: 'Proves to the sign-in providers that Mayfly sends the request.',
      },
    ],
  },
} as const satisfies DescribedFunction;
