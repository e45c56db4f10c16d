/** A key of Cloud KMS. It wraps data keys, or it signs. It never leaves the service. */
export type Key = {
  readonly id: string;
  readonly purpose: 'symmetric' | 'signing';
  readonly algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION' | 'EC_SIGN_P256_SHA256';
  /**
   * Days after which Cloud KMS creates a new primary version; null where somebody creates it by
   * hand.
   */
  readonly rotationDays: number | null;
  /**
   * Days between the order to destroy a version and its destruction. Until then the order can be
   * cancelled.
   */
  readonly destroyDays: number;
  /** What becomes impossible without it. */
  readonly protects: string;
};

/** The ring that holds all keys. */
export const keyRing = 'mayfly';

/**
 * A new version every 90 days limits how much one version wraps. `rekey` wraps again what older
 * versions have wrapped, and orders the destruction of versions that wrap nothing. Data becomes
 * unreadable when its data key is deleted, so the destruction of a version need not be quick. An
 * order can be cancelled for 30 days, Google's default.
 */
const symmetric = {
  purpose: 'symmetric',
  algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION',
  rotationDays: 90,
  destroyDays: 30,
} as const;

/** One key for each category, named after it. */
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
    protects: 'the data keys of this category, and so its records',
  })),
  {
    id: 'lookup_secrets',
    ...symmetric,
    protects: 'each tenant’s pepper and salt, by which people and records are looked up',
  },
  { id: 'members', ...symmetric, protects: 'the data keys of members, and so their emails' },
  {
    id: 'requests',
    ...symmetric,
    protects:
      'the data keys of what names the persons of open requests, and of tokens of persons: nobody else can make one',
  },
  {
    id: 'particulars',
    ...symmetric,
    protects:
      'the data keys of what tenants say of themselves: names and addresses of those who speak for them',
  },
  {
    id: 'device_tokens',
    ...symmetric,
    protects: 'the data keys of device tokens: only a function that opens them can make one',
  },
  {
    id: 'tenant_secrets',
    ...symmetric,
    protects:
      'the data keys of secrets that tenants entrust to Mayfly, and of the addresses they are for',
  },
  {
    id: 'notices',
    ...symmetric,
    protects:
      'the data keys of what recipients are told by hashes, until it is delivered, and of the secrets that sign it',
  },
  {
    id: 'notice_endpoints',
    ...symmetric,
    protects: 'the data keys of the names and addresses of recipients’ endpoints',
  },
  {
    id: 'sessions',
    ...symmetric,
    protects: 'the keys of a day that seal the cookies of people, and the key of their ids',
  },
  {
    id: 'legacy',
    ...symmetric,
    protects:
      'keys of older systems, and the data keys of imported records that wait to be migrated',
  },
  {
    id: 'session_signing',
    purpose: 'signing',
    algorithm: 'EC_SIGN_P256_SHA256',
    // Not rotated, as explained below. `SESSION_PUBLIC_KEYS` of all functions must name a new
    // version before that version signs.
    rotationDays: null,
    destroyDays: 30,
    protects:
      'who is signed in: every session is signed; `SESSION_KEY_VERSION` says which version signs',
  },
  {
    id: 'receipts',
    purpose: 'signing',
    algorithm: 'EC_SIGN_P256_SHA256',
    // Cloud KMS does not rotate signing keys. Old versions must stay, because their seals and
    // receipts are verified with them.
    rotationDays: null,
    destroyDays: 30,
    protects:
      'the seals of the manager log, and receipts; `SIGNING_KEY_VERSION` says which version signs',
  },
] as const satisfies readonly Key[];

export type KeyId = (typeof keys)[number]['id'];
