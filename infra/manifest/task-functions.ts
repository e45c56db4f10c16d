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
 * Keys whose wrapped secrets are renewed: those of every category, and those of other encrypted
 * data. A test compares them with the declared collections.
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
 * Functions that Cloud Scheduler calls. `rekey` and `notices` are called by people too, and decrypt.
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
          why: 'Finds and deletes what has expired, looks whether a data key is still carried, notes in the erasure of a tenant what is destroyed, and raises the stamp by which an older copy of the database is known.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list', 'create', 'update', 'delete'],
          why: 'Finds and deletes the data keys that no record carries any more, all keys of a tenant that is erased, old session keys and old entries of the ledger, and raises the stamp that the database must have.',
        },
        {
          database: 'mayfly-audit',
          may: ['get', 'list', 'delete'],
          why: 'Finds and deletes entries of the manager log and seals that have expired, and the log of a tenant that is erased.',
        },
        {
          database: 'mayfly-access',
          may: ['get', 'list', 'delete'],
          why: 'Finds and deletes sessions and their endings that have expired, and the rights of a tenant that is erased; creates and changes nothing.',
        },
        {
          database: 'mayfly-reports',
          may: everything,
          why: 'Notes what its runs did, in counts, and deletes old notes.',
        },
      ],
      keys: [
        {
          key: 'receipts',
          use: 'verify',
          why: 'Tells whether an owner has ordered that a tenant be erased.',
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
          why: 'Finds what tenants have decided, deletes what they have switched off, brings expiries nearer, and takes the decision out when it is done; deletes the unused codes of closed pools, and notes the stock of open ones; carries on with erasures of persons, with blank heads of conversations, so that no message comes in between.',
        },
        {
          database: 'mayfly-access',
          may: ['get'],
          why: 'Reads of a profile whether the decision is the tenant’s, and how long it keeps a category now.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list', 'create'],
          why: 'Finds the latest receipt of a tenant and adds the next; remembers what it deletes of a person, for a backup not to bring it back; looks whether the database is a restored one; uses no data key that lies there.',
        },
        {
          database: 'mayfly-audit',
          may: ['get', 'list', 'create', 'update'],
          why: 'Notes that the retention of the log was shortened, then brings the expiry of its entries nearer; deletes none.',
        },
      ],
      keys: [
        {
          key: 'receipts',
          use: 'sign',
          why: 'Signs that the retention of a log was shortened, so that nobody else can say so; signs receipts of erasures.',
        },
        {
          key: 'receipts',
          use: 'verify',
          why: 'Tells what it has noted before from what somebody else has put there.',
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
          why: 'Reads what is to be sealed, creates seals, and deletes the markers of sealed hours; counts what is due of the log, keeps the counts of a day, and deletes them when its receipt is issued.',
        },
        {
          database: 'mayfly',
          may: ['get', 'list'],
          why: 'Counts how many records are due on a day, and how many are left at its end; reads none, and writes nothing.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list', 'create'],
          why: 'Finds the tenants that have data keys, and whether the keys of a day are gone; finds the latest receipt of a tenant and adds the next.',
        },
      ],
      keys: [
        {
          key: 'receipts',
          use: 'sign',
          why: 'Signs the seal of an hour, and what expired on a day; the private key never leaves Cloud KMS.',
        },
        {
          key: 'receipts',
          use: 'verify',
          why: 'Goes by the seals, counts and receipts alone that were rightly signed.',
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
          why: 'Imports records of an older system, and migrates them; seals anew what lies under a retired data key; rewrites the hashes and links of records that are found by a value, and moves marks and winners to where they are looked for today.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'list', 'create', 'update', 'delete'],
          why: 'Keeps wrapped keys of older systems; finds data keys and lookup secrets of all tenants, stores them wrapped anew, lets a new key follow a retired one and destroys that one when nothing carries it; notes how far it is.',
        },
        {
          database: 'mayfly-access',
          may: ['get', 'list'],
          why: 'Reads what a tenant has decided: the country of its phone numbers, and what is deleted already; reads who calls; looks whether members or particulars still name a retired data key, and writes nothing.',
        },
        {
          ...logDatabase,
          why: 'Notes who imports, and adds entries that come from an older system; reads, changes and deletes none.',
        },
      ],
      keys: [
        ...rewrapped.map(
          (key): KeyGrant => ({
            key,
            use: 'decrypt',
            why: 'Unwraps data keys and wraps them under the newest version; opens and seals anew what lies under a retired one.',
          }),
        ),
        {
          key: 'lookup_secrets',
          use: 'decrypt',
          why: 'Unwraps each tenant’s pepper and salt, by which hashes are made, and wraps them under the newest version.',
        },
        {
          key: 'legacy',
          use: 'decrypt',
          why: 'Wraps and unwraps the keys of older systems, which no other function holds, and the data keys of what waits to be migrated.',
        },
        {
          ...callerKey,
          why: 'Wraps the keys of sessions and of people’s ids under the newest version; finds out which operator calls, by sessions that it cannot sign.',
        },
        ...([...rewrapped, 'lookup_secrets', 'legacy', 'sessions'] as const).map(
          (key): KeyGrant => ({
            key,
            use: 'destroy',
            why: 'Orders the destruction of versions that wrap nothing any more; the order can be taken back for 30 days.',
          }),
        ),
        {
          key: 'receipts',
          use: 'sign',
          why: 'Signs how many ciphertexts of an older system are left.',
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
          why: 'Finds notices that are due, notes what became of each, and deletes its hashes with the delivery; notes when an API key was used.',
        },
        {
          database: 'mayfly-access',
          may: ['get'],
          why: 'Reads the endpoints of recipients and their signing secrets; reads who calls; lists and writes nothing.',
        },
        {
          database: 'mayfly-keys',
          may: ['get', 'create'],
          why: 'Finds wrapped data keys of what is to be delivered, and the keys of sessions and people’s ids, and adds those that are missing; changes and deletes nothing.',
        },
      ],
      keys: [
        {
          key: 'notices',
          use: 'unwrap',
          why: 'Opens the hashes that a notice tells, and the secret that signs it; seals none.',
        },
        {
          key: 'notice_endpoints',
          use: 'unwrap',
          why: 'Opens the address that a notice is sent to; changes none.',
        },
        callerKey,
      ],
      secrets: [],
    },
  },
] as const satisfies readonly DescribedFunction[];
