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

/** The parts of a tenant that belong to it as a whole. */
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
        why: 'Writes what a tenant has decided about records that are there, for erase to carry out; counts records; reads and notes when API keys were used.',
      },
      {
        database: 'mayfly-access',
        may: everything,
        why: 'Reads, writes and deletes profiles and particulars of tenants, members, API keys and registered origins.',
      },
      {
        database: 'mayfly-keys',
        may: ['get', 'list', 'create'],
        why: 'Finds wrapped data keys and the keys of sessions and people’s ids, adds those that are missing, counts data keys, and reads receipts; changes and deletes none.',
      },
      {
        database: 'mayfly-reports',
        may: ['get'],
        why: 'Reads when the purge last ran.',
      },
      {
        database: 'mayfly-audit',
        may: ['get', 'list', 'create'],
        why: 'Counts the manager log and adds entries to it; changes and deletes none.',
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
        why: 'Wraps and unwraps the data keys of what tenants say of themselves.',
      },
      {
        key: 'notice_endpoints',
        use: 'decrypt',
        why: 'Wraps and unwraps the data keys of names and addresses of recipients’ endpoints.',
      },
      {
        key: 'notices',
        use: 'encrypt',
        why: 'Wraps a data key of its own making, to store the secrets by which notices are signed; it opens none.',
      },
      {
        key: 'lookup_secrets',
        use: 'encrypt',
        why: 'Wraps a data key of its own making, to store the secrets by which recipients match values; it opens none, and no pepper.',
      },
      callerKey,
      logKey,
      {
        key: 'receipts',
        use: 'verify',
        why: 'Tells in the deletion log what genuine receipts say, and nothing of forged ones.',
      },
    ],
    secrets: [],
  },
} as const satisfies DescribedFunction;

/** Categories whose records may belong to a person. A test compares them with the registry. */
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
 * and erases by hashes. Only archives open records, and only the desk opens the persons of
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
        why: 'Finds and deletes what belongs to a person in every collection, and notes how far it has come.',
      },
      accessDatabase,
      {
        database: 'mayfly-keys',
        may: ['get', 'list', 'create'],
        why: 'Finds wrapped data keys, lookup secrets and the keys of sessions and people’s ids, and adds those that are missing; finds the latest receipt, lists receipts and adds the next; changes and deletes none.',
      },
      {
        database: 'mayfly-audit',
        may: ['get', 'list', 'create'],
        why: 'Tells a person when their records were looked at, by entries that name them, not by whom; adds entries; changes and deletes none.',
      },
    ],
    keys: [
      ...ofPersons.map(
        (key): KeyGrant => ({
          key,
          use: 'unwrap',
          why: 'Opens what is stored of a person for an archive; seals none.',
        }),
      ),
      {
        key: 'particulars',
        use: 'unwrap',
        why: 'Opens who the controller is and who receives data, which an archive names.',
      },
      {
        key: 'requests',
        use: 'decrypt',
        why: 'Wraps and unwraps the data keys of what names the persons of open requests, and of tokens of persons.',
      },
      lookupKey,
      noticeKey,
      callerKey,
      logKey,
      {
        key: 'receipts',
        use: 'sign',
        why: 'Signs receipts of erasures and of absence; the private key never leaves Cloud KMS.',
      },
      {
        key: 'receipts',
        use: 'verify',
        why: 'Publishes the keys that receipts are checked with, and tells receipts from what somebody else has put in their place.',
      },
    ],
    secrets: [],
  },
} as const satisfies DescribedFunction;

/** Hands data of devices to systems of tenants, and gives the tokens for that. */
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
        why: 'Reads, writes and deletes device tokens and endpoints; reads what of a tenant is fenced; notes when an API key was used. It stores no record.',
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
        why: 'Wraps and unwraps the data keys of the endpoints that device data is handed to.',
      },
      callerKey,
      logKey,
    ],
    secrets: [],
  },
} as const satisfies DescribedFunction;

/**
 * Pages and sign-in. Its paths come last, because it answers every path that no other function
 * serves.
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
        why: 'Begins and ends the sessions of people; reads which tenants they belong to, and how long those keep their log.',
      },
      {
        database: 'mayfly-keys',
        may: ['get', 'create'],
        why: 'Finds the wrapped session key of the day and that of people’s ids, and adds what is missing; adds data keys of its entries in the manager log.',
      },
      logDatabase,
    ],
    keys: [
      {
        key: 'sessions',
        use: 'decrypt',
        why: 'Seals the cookies of people, and opens them; opens the key of the hashes that people are known by.',
      },
      {
        key: 'session_signing',
        use: 'sign',
        why: 'Signs the sessions that it begins and extends; nobody else can.',
      },
      logKey,
    ],
    secrets: [
      {
        secret: 'oidc-client-secrets',
        why: 'Proves to the providers of sign-ins that it is Mayfly who asks.',
      },
    ],
  },
} as const satisfies DescribedFunction;
