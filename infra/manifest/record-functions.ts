import {
  accessDatabase,
  callerKey,
  everything,
  keysDatabase,
  logDatabase,
  logKey,
  lookupKey,
  noticeKey,
  ownKey,
  recordKeysDatabase,
} from './caller-grants.ts';
import type { DescribedFunction } from './described-function.ts';
import type { KeyGrant } from './grant.ts';
import type { KeyId } from './keys.ts';
import { sizes } from './sizes.ts';
import { servingVariables } from './variables.ts';

const serving = {
  ingress: 'public',
  tasks: [],
  environment: servingVariables,
  size: sizes.recordsWithHashes,
} as const;

/**
 * {@link recordGrants} adds these sentences to the reason for the grant on the database `mayfly`.
 * They are true of every function with this grant, because each such function accepts API keys.
 */
const used =
  'Reads the fences, which hide records until they are deleted. Stores when an API key was used.';

/** Returns the grants of a function that reads and writes the records of its categories. */
function recordGrants(why: string, ...categories: readonly KeyId[]) {
  const own = categories.map((key): KeyGrant => ({ key, use: 'decrypt', why: ownKey }));
  return {
    databases: [
      { database: 'mayfly', may: everything, why: `${why} ${used}` },
      accessDatabase,
      recordKeysDatabase,
      logDatabase,
    ],
    keys: [...own, lookupKey, callerKey, logKey],
    secrets: [],
  } as const;
}

function withKey(grants: ReturnType<typeof recordGrants>, key: KeyGrant) {
  return { ...grants, keys: [...grants.keys, key] };
}

/**
 * Returns the grants of {@link recordGrants}, and also the grant of the key for notices. Notices
 * about categories with lookups contain hashes, and this key encrypts these hashes.
 */
function lookupGrants(why: string, ...categories: readonly KeyId[]) {
  const grants = recordGrants(why, ...categories);
  return { ...grants, keys: [...grants.keys, noticeKey] } as const;
}

/** The functions that serve categories. */
export const recordFunctions = [
  {
    ...serving,
    name: 'chat',
    categories: ['chat_messages'],
    serves: ['/v1/conversations{,/**}', '/v1/chat-messages{,/**}'],
    grants: recordGrants(
      'Reads, writes and deletes messages, heads of conversations, links and marks.',
      'chat_messages',
    ),
  },
  {
    ...serving,
    name: 'customers',
    categories: ['customers'],
    serves: ['/v1/customers{,/**}'],
    grants: lookupGrants(
      'Reads, writes and deletes customers, their uniqueness marks and their links.',
      'customers',
    ),
  },
  {
    ...serving,
    name: 'nlu',
    size: sizes.records,
    categories: ['nlu_messages'],
    serves: ['/v1/nlu-messages{,/**}'],
    grants: recordGrants(
      'Reads, writes, counts and deletes messages and their reviews.',
      'nlu_messages',
    ),
  },
  {
    ...serving,
    name: 'messenger',
    categories: ['messenger_sessions'],
    serves: ['/v1/messenger-sessions{,/**}'],
    grants: lookupGrants(
      'Reads, replaces and deletes sessions, their uniqueness marks and their links.',
      'messenger_sessions',
    ),
  },
  {
    ...serving,
    name: 'runtime-log',
    categories: ['runtime_log'],
    serves: ['/v1/runtime-log{,/**}'],
    grants: lookupGrants('Reads, writes and deletes log entries and their links.', 'runtime_log'),
  },
  {
    ...serving,
    name: 'manager-log',
    size: sizes.records,
    categories: ['manager_log'],
    serves: ['/v1/manager-log{,/**}'],
    grants: {
      databases: [
        {
          database: 'mayfly',
          may: ['get', 'create', 'update'],
          why: 'Reads the fences, which hide records until they are deleted. Stores the last day on which an API key was used.',
        },
        accessDatabase,
        keysDatabase,
        {
          database: 'mayfly-audit',
          may: ['get', 'list', 'create'],
          why: 'Reads entries. Adds entries about people who read the log, and about exports. It cannot change or delete documents there.',
        },
      ],
      keys: [{ key: 'manager_log', use: 'decrypt', why: ownKey }, callerKey],
      secrets: [],
    },
  },
  {
    ...serving,
    name: 'variables',
    size: sizes.records,
    categories: ['variables'],
    serves: ['/v1/variables{,/**}', '/v1/own-variables', '/v1/experiences{,/**}'],
    grants: withKey(
      recordGrants(
        'Reads, writes and deletes variables, their uniqueness marks and the chunks of files.',
        'variables',
      ),
      {
        key: 'device_tokens',
        use: 'unwrap',
        why: 'Unwraps the data keys of device tokens that pages send. The function cannot wrap a new data key.',
      },
    ),
  },
  {
    ...serving,
    name: 'consents',
    categories: ['marketing_consents'],
    serves: ['/v1/marketing-consents{,/**}'],
    grants: lookupGrants(
      'Reads, writes, confirms, withdraws and deletes consents and their links.',
      'marketing_consents',
    ),
  },
  {
    ...serving,
    name: 'coupons',
    categories: ['coupon_codes'],
    serves: ['/v1/coupon-codes{,/**}', '/v1/coupon-pools{,/**}'],
    grants: lookupGrants(
      'Reads, writes and deletes emitted coupons, redeemed codes, pools, packs and stock.',
      'coupon_codes',
    ),
  },
  {
    ...serving,
    name: 'loyalty',
    categories: ['loyalty_transactions', 'loyalty_redemptions'],
    serves: [
      '/v1/loyalty/balance',
      '/v1/loyalty/ledger',
      '/v1/loyalty-transactions{,/**}',
      '/v1/loyalty-redemptions{,/**}',
    ],
    grants: lookupGrants(
      'Reads, writes, sums up and deletes transactions, redemptions and their links.',
      'loyalty_transactions',
      'loyalty_redemptions',
    ),
  },
  {
    ...serving,
    name: 'raffles',
    categories: ['raffle_participations'],
    serves: ['/v1/raffle-participations{,/**}', '/v1/raffles{,/**}', '/v1/raffle-draws{,/**}'],
    grants: lookupGrants(
      'Reads, writes and deletes participations, their marks, raffles, prizes, draws and winners.',
      'raffle_participations',
    ),
  },
] as const satisfies readonly DescribedFunction[];
