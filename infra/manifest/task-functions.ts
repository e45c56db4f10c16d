import { callerKey, everything, logDatabase } from './caller-grants.ts';
import type { DescribedFunction } from './described-function.ts';
import type { KeyGrant } from './grant.ts';
import type { KeyId } from './keys.ts';
import { sizes } from './sizes.ts';
import { servingVariables, taskVariables } from './variables.ts';

const task = {
  ingress: 'scheduler',
  categories: [],
  serves: [],
  environment: taskVariables,
  size: sizes.task,
} as const;

/**
 * The KMS keys of all categories and of other encrypted data. `rekey` wraps the data keys of each
 * KMS key again, with the newest version of this KMS key. A test compares this list with the
 * declared collections.
 */
const rewrapped = [
  'chat_messages',
  'nlu_messages',
  'messenger_sessions',
  'runtime_log',
  'customers',
  'manager_log',
  'variables',
  'marketing_consents',
  'coupon_codes',
  'loyalty_transactions',
  'loyalty_redemptions',
  'raffle_participations',
  'requests',
  'members',
  'particulars',
  'device_tokens',
  'tenant_secrets',
  'notices',
  'notice_endpoints',
] as const satisfies readonly KeyId[];

/**
 * The functions that Cloud Scheduler calls. People and programs can call only two of them, `rekey`
 * and `notices`. Only these two decrypt data.
 */
export const taskFunctions = [
  {
    ...task,
    name: 'purge',
    tasks: ['/tasks/purge'],
    environment: [...taskVariables, 'KMS_EMULATOR_HOST'],
    grants: {
      databases: [
        {
          database: 'mayfly',
          may: ['get', 'list', 'create', 'update', 'delete'],
          why: 'Finds and deletes expired documents. Checks whether a document still uses a data key. Notes the ids of a tenant’s destroyed keys in the document about the tenant’s erasure. Raises the number by which Mayfly recognises an older copy of the database.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list', 'create', 'update', 'delete'],
          why: 'Finds and deletes data keys that no record uses any more, all keys of an erased tenant, old session keys, and old entries of the ledger. Raises the number that the database of records must at least have. An older copy has a lower number.',
        },
        {
          database: 'mayfly-audit',
          may: ['get', 'list', 'delete'],
          why: 'Finds and deletes expired seals and entries of the manager log, and the whole log of an erased tenant.',
        },
        {
          database: 'mayfly-access',
          may: ['get', 'list', 'delete'],
          why: 'Finds and deletes expired sessions, expired marks of ended sessions, expired idempotency marks, and the rights of an erased tenant. Checks whether members, particulars, or recipients’ endpoints and their secrets still use a retired data key. It creates and changes nothing.',
        },
        {
          database: 'mayfly-reports',
          may: everything,
          why: 'Stores the counts of its runs, and deletes old counts.',
        },
      ],
      keys: [
        {
          key: 'receipts',
          use: 'verify',
          why: 'Checks the signature of an owner’s order to erase a tenant.',
        },
      ],
      secrets: [],
    },
  },
  {
    ...task,
    name: 'erase',
    tasks: ['/tasks/erase'],
    environment: [...taskVariables, 'SIGNING_KEY_VERSION', 'KMS_EMULATOR_HOST'],
    grants: {
      databases: [
        {
          database: 'mayfly',
          may: everything,
          why: 'Finds the tenants’ decisions. Deletes records of categories that tenants have switched off. Makes expiries earlier. Removes each decision when it is carried out. Deletes the unused codes of closed pools, and notes the stock of open ones. Continues erasures of persons, and blanks the heads of their conversations, so that it notices messages that are added meanwhile.',
        },
        {
          database: 'mayfly-access',
          may: ['get'],
          why: 'Reads in the profile of a tenant whether the tenant has really made a decision, and how long the tenant keeps a category now.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list', 'create'],
          why: 'Finds the latest receipt of a tenant, and adds the next one. Reads when the data keys of erased records end. Adds deletions to the ledger, so that a restore repeats them. Checks whether the database of records was restored. It decrypts nothing.',
        },
        {
          database: 'mayfly-audit',
          may: ['get', 'list', 'create', 'update'],
          why: 'Stores a note which says that the retention of the log was shortened. Then makes the expiry of the log’s entries earlier. It deletes no entry.',
        },
      ],
      keys: [
        {
          key: 'receipts',
          use: 'sign',
          why: 'Signs notes which say that the retention of a log was shortened, so that others cannot forge these notes. Signs receipts of erasures.',
        },
        {
          key: 'receipts',
          use: 'verify',
          why: 'Verifies its own notes about shortened retentions, so that it ignores forged ones.',
        },
      ],
      secrets: [],
    },
  },
  {
    ...task,
    name: 'seal',
    tasks: ['/tasks/seal'],
    environment: [...taskVariables, 'SIGNING_KEY_VERSION', 'KMS_EMULATOR_HOST'],
    grants: {
      databases: [
        {
          database: 'mayfly-audit',
          may: ['get', 'list', 'create', 'delete'],
          why: 'Reads the entries of an hour, creates seals, and deletes the markers of sealed hours. Counts entries that expire, stores the counts of a day, and deletes these counts when the day’s receipt is issued.',
        },
        {
          database: 'mayfly',
          may: ['get', 'list'],
          why: 'Counts the records that expire on a day, and those that remain at its end. It reads no record and writes nothing.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list', 'create'],
          why: 'Finds the tenants that have data keys. Checks whether the keys of a day are deleted. Finds the latest receipt of a tenant, and adds the next one.',
        },
      ],
      keys: [
        {
          key: 'receipts',
          use: 'sign',
          why: 'Signs the seal of an hour, and the receipt of a day’s expiries. The private key never leaves Cloud KMS.',
        },
        {
          key: 'receipts',
          use: 'verify',
          why: 'Checks signatures, because it uses only seals, counts and receipts with a correct signature.',
        },
      ],
      secrets: [],
    },
  },
  {
    ...task,
    name: 'rekey',
    ingress: 'public',
    serves: ['/v1/imports{,/**}', '/v1/legacy-keys/**', '/v1/data-keys/**'],
    tasks: ['/tasks/rekey'],
    environment: [
      ...new Set([
        ...servingVariables,
        ...taskVariables,
        'OPERATORS',
        'SIGNING_KEY_VERSION',
      ] as const),
    ],
    size: sizes.taskWithCallers,
    grants: {
      databases: [
        {
          database: 'mayfly',
          may: ['get', 'list', 'create', 'update', 'delete'],
          why: 'Imports records of an older system, and migrates them. Encrypts data of retired data keys again, with the next key. Rewrites the hashes and links by which records are found. Moves marks and winners to their new ids.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list', 'create', 'update', 'delete'],
          why: 'Stores wrapped keys of older systems. Finds the data keys and lookup secrets of all tenants, and stores them with a new wrapping. Replaces a retired data key by a new one, and stores the earliest time at which the purge may destroy the retired key. Reads the number of restores. Deletes ended keys of older systems. Stores its progress.',
        },
        {
          database: 'mayfly-access',
          may: ['get', 'list'],
          why: 'Reads the settings of a tenant: the country of its phone numbers, and finished deletions. Reads the callers. Checks whether members, particulars, or recipients’ endpoints and their secrets still name a retired data key. It writes nothing.',
        },
        {
          ...logDatabase,
          why: 'Adds entries about imports, and entries that come from an older system. It cannot read, change or delete entries.',
        },
      ],
      keys: [
        ...rewrapped.map(
          (key): KeyGrant => ({
            key,
            use: 'decrypt',
            why: 'Unwraps data keys, and wraps them with the newest version. Decrypts data of retired data keys, and encrypts it again, if the function may write that data.',
          }),
        ),
        {
          key: 'lookup_secrets',
          use: 'decrypt',
          why: 'Unwraps each tenant’s pepper and salt to make hashes. Wraps them, and the data keys of recipients’ matching secrets, with the newest version.',
        },
        {
          key: 'legacy',
          use: 'decrypt',
          why: 'Wraps and unwraps the keys of older systems, which no other function may use. Wraps and unwraps the data keys of records that are not migrated yet.',
        },
        {
          ...callerKey,
          why: 'Wraps the keys of sessions and of people’s ids with the newest version. Opens sessions to find out which operator calls. It cannot sign sessions.',
        },
        ...([...rewrapped, 'lookup_secrets', 'legacy', 'sessions'] as const).map(
          (key): KeyGrant => ({
            key,
            use: 'destroy',
            why: 'Orders the destruction of versions that wrap nothing any more. The order can be cancelled for 30 days.',
          }),
        ),
        {
          key: 'receipts',
          use: 'sign',
          why: 'Signs the report about ciphertexts of an older system. It says how many of them are left.',
        },
      ],
      secrets: [],
    },
  },
  {
    ...task,
    name: 'notices',
    ingress: 'public',
    serves: ['/v1/notices{,/**}', '/v1/notice-endpoints/**'],
    tasks: ['/tasks/notices'],
    environment: [...new Set([...servingVariables, ...taskVariables] as const)],
    size: sizes.taskWithCallers,
    grants: {
      databases: [
        {
          database: 'mayfly',
          may: ['get', 'list', 'create', 'update', 'delete'],
          why: 'Finds notices that are due, and stores the result of each delivery. After a delivery it deletes the hashes of the notice. Stores when an API key was used.',
        },
        {
          database: 'mayfly-access',
          may: ['get'],
          why: 'Reads the endpoints of recipients, their signing secrets, and the callers. It lists and writes nothing.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'create'],
          why: 'Finds wrapped data keys of undelivered notices, session keys, and the key that makes people’s ids. Adds the key for people’s ids if it is missing. It changes and deletes nothing.',
        },
      ],
      keys: [
        {
          key: 'notices',
          use: 'unwrap',
          why: 'Decrypts the hashes of a notice, and the secret that signs it. It encrypts nothing.',
        },
        {
          key: 'notice_endpoints',
          use: 'unwrap',
          why: 'Decrypts the address to which a notice is sent. It encrypts nothing.',
        },
        callerKey,
      ],
      secrets: [],
    },
  },
] as const satisfies readonly DescribedFunction[];
