/**
 * The promised retention of each category, copied by hand from the table of the twelve categories.
 * If the simulator took these numbers from the product, it would not notice mistakes in them.
 */
export type Promised = {
  /** The number of days, or a number of days for each value of a field. */
  readonly days:
    | number
    | { readonly field: string; readonly by: { readonly [value: string]: number } };
  readonly longest: number;
  readonly longer: readonly number[];
  readonly basis: 'created' | 'last interaction' | 'own expiry';
  readonly service: string;
  readonly path: string;
  /** The fields by which callers can look records up. */
  readonly lookups: readonly ('email' | 'phone' | 'external_id')[];
};

const plain = { longer: [], basis: 'created', lookups: ['email'] } as const;

export const promises: { readonly [category: string]: Promised } = {
  chat_messages: {
    ...plain,
    days: 7,
    longest: 60,
    longer: [30, 60],
    service: 'chat',
    path: 'chat-messages',
    lookups: [],
  },
  nlu_messages: {
    ...plain,
    days: 30,
    longest: 30,
    service: 'nlu',
    path: 'nlu-messages',
    lookups: [],
  },
  messenger_sessions: {
    ...plain,
    days: 7,
    longest: 7,
    service: 'messenger',
    path: 'messenger-sessions',
    lookups: ['external_id'],
  },
  runtime_log: { ...plain, days: 7, longest: 7, service: 'runtime-log', path: 'runtime-log' },
  customers: {
    ...plain,
    days: 180,
    longest: 180,
    basis: 'last interaction',
    service: 'customers',
    path: 'customers',
  },
  manager_log: {
    ...plain,
    days: 180,
    longest: 180,
    service: 'manager-log',
    path: 'manager-log',
    lookups: [],
  },
  variables: {
    ...plain,
    days: 60,
    longest: 60,
    basis: 'own expiry',
    service: 'variables',
    path: 'variables',
    lookups: [],
  },
  marketing_consents: {
    ...plain,
    days: { field: 'status', by: { pending: 14, confirmed: 180, withdrawn: 180 } },
    longest: 180,
    service: 'consents',
    path: 'marketing-consents',
  },
  coupon_codes: {
    ...plain,
    days: { field: 'kind', by: { code: 180, coupon: 360 } },
    longest: 360,
    service: 'coupons',
    path: 'coupon-codes',
  },
  loyalty_transactions: {
    ...plain,
    days: 180,
    longest: 180,
    service: 'loyalty',
    path: 'loyalty-transactions',
  },
  loyalty_redemptions: {
    ...plain,
    days: 60,
    longest: 60,
    service: 'loyalty',
    path: 'loyalty-redemptions',
  },
  raffle_participations: {
    ...plain,
    days: 60,
    longest: 60,
    service: 'raffles',
    path: 'raffle-participations',
  },
};

export const categoryIds = Object.keys(promises);

export function promiseOf(category: string): Promised {
  const promise = promises[category];
  if (promise === undefined) throw new Error(`no category ${category}`);
  return promise;
}

/** Returns the promised retention in days. For some categories a field of the record decides it. */
export function promisedDays(
  category: string,
  fields: { readonly [name: string]: unknown },
): number {
  const { days } = promiseOf(category);
  return typeof days === 'number' ? days : (days.by[String(fields[days.field])] ?? Number.NaN);
}

/**
 * Returns how many days a data key of a category may exist after a record that it encrypts has
 * expired.
 */
export function bucketDays(category: string): number {
  return Math.max(1, Math.ceil(promiseOf(category).longest / 30));
}
