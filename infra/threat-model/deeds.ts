/**
 * The aim of a deed. A deed is one action that a thief tries: to read something, to change it, or
 * to destroy it.
 */
export type Aim = 'read' | 'change' | 'destroy';

type Said = {
  readonly aim: Aim;
  /**
   * Names the data that the thief reads, changes or destroys. In the threat model, these words
   * follow «Can read», «Can change» or «Can destroy».
   */
  readonly says: string;
};

/** Deeds on records. `emulator-tests/attack` tries each deed on a record of each category. */
export const categoryDeeds = {
  see: {
    aim: 'read',
    says: 'each record whose id the thief knows: its unencrypted fields, and the ciphertexts of the other fields, in',
  },
  open: { aim: 'read', says: 'decrypted records of' },
  confirm: {
    aim: 'read',
    says: 'whether a record belongs to a guessed email (about 100 ms a guess), in',
  },
  alter: {
    aim: 'change',
    says: 'fields of records (to put a chosen value into an encrypted field, the thief also needs the data key), in',
  },
  remove: { aim: 'destroy', says: 'records of' },
} as const satisfies { readonly [deed: string]: Said };

export type CategoryDeed = keyof typeof categoryDeeds;

/** Deeds on other data. Each is tried once, and not for each category. */
export const deeds = {
  'list-tenants': { aim: 'read', says: 'the list of tenants' },
  'read-profile': { aim: 'read', says: 'the profile of a tenant' },
  'read-pepper': {
    aim: 'read',
    says: 'the pepper and salt of a tenant, which the functions use to find people',
  },
  'read-member-email': { aim: 'read', says: 'the emails of a tenant’s people' },
  'read-request-person': {
    aim: 'read',
    says: 'the persons of open requests: their addresses, and what they ask for',
  },
  'confirm-manager': {
    aim: 'read',
    says: 'whether a guessed email belongs to a manager, and the tenants of that manager',
  },
  'read-system': {
    aim: 'read',
    says: 'addresses and secrets of the tenants’ systems that take device data',
  },
  'read-device-grant': {
    aim: 'read',
    says: 'for which conversation a device token is valid, but not the token itself',
  },
  'read-recipient': { aim: 'read', says: 'names and addresses of recipients of notices' },
  'read-signing-secret': { aim: 'read', says: 'the secrets that sign notices' },
  'read-matching-secret': {
    aim: 'read',
    says: 'the secrets by which recipients recognise persons in notices',
  },
  'read-hashes': { aim: 'read', says: 'hashes of persons in notices that wait for delivery' },
  'read-client-secret': { aim: 'read', says: 'the client secrets of the sign-in providers' },
  'insert-api-key': {
    aim: 'change',
    says: 'rights: the thief adds an API key with every scope, and uses it',
  },
  'widen-api-key': {
    aim: 'change',
    says: 'rights: the thief adds every scope to an API key that the thief knows, and uses the key',
  },
  'become-owner': {
    aim: 'change',
    says: 'rights: the thief becomes an owner, and acts as one',
  },
  'mint-session': {
    aim: 'change',
    says: 'the thief’s identity: the thief makes a false session of an owner, and uses it',
  },
  'change-profile': { aim: 'change', says: 'the profile of a tenant' },
  'redirect-device-data': {
    aim: 'change',
    says: 'which system receives device data: the thief replaces the address of an endpoint',
  },
  'make-device-token': {
    aim: 'change',
    says: 'who may do what: the thief makes a device token for any conversation, and Mayfly accepts this token',
  },
  'redirect-notices': {
    aim: 'change',
    says: 'who receives notices: the thief replaces the address of a recipient',
  },
  'invent-notice': {
    aim: 'change',
    says: 'what recipients are told: the thief adds or changes a notice, which Mayfly then signs and sends',
  },
  'delete-system': {
    aim: 'destroy',
    says: 'endpoints for device data: the addresses and secrets of tenants’ systems',
  },
  'delete-recipient': { aim: 'destroy', says: 'addresses of recipients of notices' },
  'move-fence': {
    aim: 'destroy',
    says: 'all records of a category: the thief adds a fence that hides them, and `erase` deletes them',
  },
  'feign-erasure': {
    aim: 'destroy',
    says: 'all records of a category: the thief adds an erasure that nobody asked for',
  },
  'lift-fence': {
    aim: 'change',
    says: 'deletions: the thief removes a fence, and Mayfly shows the records that this fence has hidden',
  },
  'take-right': { aim: 'destroy', says: 'rights: the thief deletes API keys, members or profiles' },
  'delete-data-key': {
    aim: 'destroy',
    says: 'data keys: then nobody can decrypt the records that these keys encrypt',
  },
  'end-key-version': {
    aim: 'destroy',
    says: 'versions of keys of Cloud KMS: the thief orders the destruction of a version. Then nobody can open the records whose data keys this version wraps, until somebody cancels the order. After 30 days the order can no longer be cancelled',
  },
  'replace-data-key': {
    aim: 'destroy',
    says: 'all records that a data key encrypts: the thief replaces the data key',
  },
  'block-writes': {
    aim: 'destroy',
    says: 'later writes of another category: the thief stores a false key where the vault looks for the next data key of that category (the vault ignores the false key)',
  },
  'share-data-key': {
    aim: 'change',
    says: 'which data key another category uses next: the thief makes the vault find the key of an earlier bucket. If new records used this key, it could not be destroyed in time (the vault accepts no key of another bucket)',
  },
  'invent-log-entry': { aim: 'change', says: 'the manager log: the thief adds an invented entry' },
  'rewrite-log': {
    aim: 'change',
    says: 'the manager log: the thief rewrites an entry of an hour that is not sealed yet (log lines prove the change)',
  },
  'cut-log': {
    aim: 'destroy',
    says: 'the latest entries of the manager log, before they are sealed (log lines prove the loss)',
  },
  'rewrite-sealed-log': {
    aim: 'change',
    says: 'the manager log: the thief rewrites a sealed hour and signs it again (log lines prove the change)',
  },
  'forge-seal': {
    aim: 'change',
    says: 'the manager log: the thief signs a false seal and adds it',
  },
  'sign-receipt': {
    aim: 'change',
    says: 'signed documents: the thief signs any text with the key `receipts`',
  },
  'call-task': {
    aim: 'destroy',
    says: 'expired records: the thief calls the tasks of Cloud Scheduler',
  },
} as const satisfies { readonly [deed: string]: Said };

export type Deed = keyof typeof deeds;
