/** A key of Cloud KMS. It wraps data keys, or it signs. It never leaves Cloud KMS. */
export type Key = {
  readonly id: string;
  readonly purpose: 'symmetric' | 'signing';
  readonly algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION' | 'EC_SIGN_P256_SHA256';
  /**
   * The number of days after which Cloud KMS creates a new primary version. Null if a person
   * creates new versions by hand.
   */
  readonly rotationDays: number | null;
  /**
   * The number of days from the order to destroy a version until Cloud KMS destroys it. Until then
   * people can cancel the order.
   */
  readonly destroyDays: number;
  /** The data that nobody can use without the key. */
  readonly protects: string;
};

/** The key ring that contains all keys. */
export const keyRing = 'mayfly';

/**
 * Cloud KMS makes a new version every 90 days, so that one version does not wrap too much data.
 * `rekey` wraps the data keys of older versions again with the newest version. Then it orders the
 * destruction of versions that wrap nothing. For 30 days, Google's default, people can cancel this
 * order. This delay does no harm: to make data unreadable, Mayfly deletes the data key of the data.
 */
const symmetric = {
  purpose: 'symmetric',
  algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION',
  rotationDays: 90,
  destroyDays: 30,
} as const;

/** One key for each category. A key has the id of its category. */
const categoryKeys = [
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
] as const;

export const keys = [
  ...categoryKeys.map((id) => ({
    id,
    ...symmetric,
    protects: 'the data keys of this category, and with them its records',
  })),
  {
    id: 'lookup_secrets',
    ...symmetric,
    protects:
      'each tenant’s pepper and salt, which the functions need to find people and records; the data keys of recipients’ matching secrets',
  },
  {
    id: 'members',
    ...symmetric,
    protects: 'the data keys of members, and with them the emails of members',
  },
  {
    id: 'requests',
    ...symmetric,
    protects:
      'two kinds of data keys: for personal details in unfinished requests of persons, and for tokens of persons. Without this key nobody can make a token of a person',
  },
  {
    id: 'particulars',
    ...symmetric,
    protects:
      'the data keys of the tenants’ particulars: names and addresses of their representatives',
  },
  {
    id: 'device_tokens',
    ...symmetric,
    protects: 'the data keys of device tokens. Without this key nobody can make a device token',
  },
  {
    id: 'tenant_secrets',
    ...symmetric,
    protects: 'the data keys of tenants’ endpoints for device data: their addresses and secrets',
  },
  {
    id: 'notices',
    ...symmetric,
    protects:
      'the data keys of hashes in notices that are not delivered yet, and of the secrets that sign notices',
  },
  {
    id: 'notice_endpoints',
    ...symmetric,
    protects: 'the data keys of recipients’ endpoints: their names and addresses',
  },
  {
    id: 'sessions',
    ...symmetric,
    protects: 'the daily keys that seal people’s cookies, and the key that makes people’s ids',
  },
  {
    id: 'legacy',
    ...symmetric,
    protects:
      'keys of older systems, and the data keys of imported records until these are migrated',
  },
  {
    id: 'session_signing',
    purpose: 'signing',
    algorithm: 'EC_SIGN_P256_SHA256',
    // Cloud KMS does not rotate signing keys. Before a new version signs, each function that reads
    // `SESSION_PUBLIC_KEYS` must find its public key there.
    rotationDays: null,
    destroyDays: 30,
    protects: 'the signatures of all sessions; `SESSION_KEY_VERSION` says which version signs',
  },
  {
    id: 'receipts',
    purpose: 'signing',
    algorithm: 'EC_SIGN_P256_SHA256',
    // Cloud KMS does not rotate signing keys. Old versions must stay enabled, because their public
    // keys verify the seals and receipts that they signed.
    rotationDays: null,
    destroyDays: 30,
    protects:
      'the signatures of receipts and of the manager log’s seals; `SIGNING_KEY_VERSION` says which version signs',
  },
] as const satisfies readonly Key[];

export type KeyId = (typeof keys)[number]['id'];
