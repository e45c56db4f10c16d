/** A deployable, as far as deployment and the local gateway need to know it. */
export type FunctionEntry = {
  /** Folder, service and function target. */
  readonly name: string;
  /** KMS keys it may encrypt and decrypt with; without the grant it reads nothing of that category. */
  readonly decrypts: readonly string[];
  /** KMS keys it may encrypt with and not decrypt: it adds what it cannot read. */
  readonly encrypts: readonly string[];
  /** KMS keys it may sign with. */
  readonly signs: readonly string[];
  /** Public paths, as globs of Hosting rewrites; the first match of all functions counts, in this order. */
  readonly serves: readonly string[];
  /** Paths that only Cloud Scheduler calls, directly and not through Hosting. */
  readonly tasks: readonly string[];
};

/** Where every function runs. */
export const region = 'europe-west1';

/** Whatever serves people writes the manager log; what only Cloud Scheduler calls has nobody to log. */
const managerLog = ['manager_log'] as const;

export const functions = [
  {
    name: 'chat',
    decrypts: ['chat_messages', 'lookup_secrets', 'sessions'],
    encrypts: managerLog,
    signs: [],
    serves: ['/v1/conversations{,/**}', '/v1/chat-messages{,/**}'],
    tasks: [],
  },
  {
    name: 'customers',
    decrypts: ['customers', 'lookup_secrets', 'sessions'],
    encrypts: managerLog,
    signs: [],
    serves: ['/v1/customers{,/**}'],
    tasks: [],
  },
  {
    name: 'nlu',
    decrypts: ['nlu_messages', 'lookup_secrets', 'sessions'],
    encrypts: managerLog,
    signs: [],
    serves: ['/v1/nlu-messages{,/**}'],
    tasks: [],
  },
  {
    name: 'messenger',
    decrypts: ['messenger_sessions', 'lookup_secrets', 'sessions'],
    encrypts: managerLog,
    signs: [],
    serves: ['/v1/messenger-sessions{,/**}'],
    tasks: [],
  },
  {
    name: 'runtime-log',
    decrypts: ['runtime_log', 'lookup_secrets', 'sessions'],
    encrypts: managerLog,
    signs: [],
    serves: ['/v1/runtime-log{,/**}'],
    tasks: [],
  },
  {
    name: 'manager-log',
    decrypts: ['manager_log', 'sessions'],
    encrypts: [],
    signs: [],
    serves: ['/v1/manager-log{,/**}'],
    tasks: [],
  },
  {
    name: 'variables',
    decrypts: ['variables', 'lookup_secrets', 'sessions'],
    encrypts: managerLog,
    signs: [],
    serves: ['/v1/variables{,/**}', '/v1/experiences{,/**}'],
    tasks: [],
  },
  {
    name: 'consents',
    decrypts: ['marketing_consents', 'lookup_secrets', 'sessions'],
    encrypts: managerLog,
    signs: [],
    serves: ['/v1/marketing-consents{,/**}'],
    tasks: [],
  },
  {
    name: 'coupons',
    decrypts: ['coupon_codes', 'lookup_secrets', 'sessions'],
    encrypts: managerLog,
    signs: [],
    serves: ['/v1/coupon-codes{,/**}', '/v1/coupon-pools{,/**}'],
    tasks: [],
  },
  {
    name: 'loyalty',
    decrypts: ['loyalty_transactions', 'loyalty_redemptions', 'lookup_secrets', 'sessions'],
    encrypts: managerLog,
    signs: [],
    serves: [
      '/v1/loyalty/balance',
      '/v1/loyalty-transactions{,/**}',
      '/v1/loyalty-redemptions{,/**}',
    ],
    tasks: [],
  },
  {
    name: 'raffles',
    decrypts: ['raffle_participations', 'lookup_secrets', 'sessions'],
    encrypts: managerLog,
    signs: [],
    serves: ['/v1/raffle-participations{,/**}', '/v1/raffles{,/**}'],
    tasks: [],
  },
  {
    name: 'tenants',
    decrypts: ['members', 'sessions'],
    encrypts: managerLog,
    signs: [],
    serves: ['/v1/tenants', '/v1/tenant{,/**}', '/v1/me', '/v1/openapi.json'],
    tasks: [],
  },
  { name: 'purge', decrypts: [], encrypts: [], signs: [], serves: [], tasks: ['/tasks/purge'] },
  { name: 'erase', decrypts: [], encrypts: [], signs: [], serves: [], tasks: ['/tasks/erase'] },
  {
    name: 'seal',
    decrypts: [],
    encrypts: [],
    signs: ['receipts'],
    serves: [],
    tasks: ['/tasks/seal'],
  },
  {
    name: 'manager',
    decrypts: ['sessions'],
    encrypts: managerLog,
    signs: [],
    serves: ['/**'],
    tasks: [],
  },
] as const satisfies readonly FunctionEntry[];

export type FunctionName = (typeof functions)[number]['name'];
