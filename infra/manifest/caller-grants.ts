import type { DatabaseGrant, EntityPermission, KeyGrant } from './grant.ts';

export const everything = [
  'get',
  'list',
  'create',
  'update',
  'delete',
] as const satisfies readonly EntityPermission[];

/** The grant to find and add data keys. It is for functions that people and programs call. */
export const keysDatabase = {
  database: 'mayfly-keys',
  may: ['get', 'create'],
  why: 'Finds wrapped data keys, session keys, and the key that makes people’s ids. Adds data keys and the key for people’s ids if they are missing. It changes and deletes nothing.',
} as const satisfies DatabaseGrant;

/** The same grant for functions that also look up and change records. */
export const recordKeysDatabase = {
  ...keysDatabase,
  why: 'Finds wrapped data keys, lookup secrets, session keys, and the key that makes people’s ids. Adds data keys, lookup secrets and the key for people’s ids if they are missing. Adds entries to the ledger for restored backups. It changes and deletes nothing.',
} as const satisfies DatabaseGrant;

/** The grant to read the rights of callers. It is for functions that people and programs call. */
export const accessDatabase = {
  database: 'mayfly-access',
  may: ['get'],
  why: 'Reads the callers, their rights and the settings of their tenant. It lists and writes nothing.',
} as const satisfies DatabaseGrant;

/** The grant to add entries to the manager log. It is for functions that people call. */
export const logDatabase = {
  database: 'mayfly-audit',
  may: ['create'],
  why: 'Adds entries to the manager log. It cannot read, change or delete entries.',
} as const satisfies DatabaseGrant;

export const logKey = {
  key: 'manager_log',
  use: 'encrypt',
  why: 'Makes and wraps the data key that encrypts its entries in the manager log. It cannot unwrap a data key later.',
} as const satisfies KeyGrant;

/** With this key a function finds out which person calls it. */
export const callerKey = {
  key: 'sessions',
  use: 'decrypt',
  why: 'Decrypts people’s sessions, but cannot sign a session. Unwraps the key that makes people’s ids. If there is no such key yet, makes and wraps the first one.',
} as const satisfies KeyGrant;

/** With this key a function finds records by a value, for example by an email. */
export const lookupKey = {
  key: 'lookup_secrets',
  use: 'decrypt',
  why: 'Unwraps a tenant’s pepper and salt, to look records up. If the tenant has none yet, makes and wraps the first ones.',
} as const satisfies KeyGrant;

/** With this key a function encrypts the hashes in notices for recipients. */
export const noticeKey = {
  key: 'notices',
  use: 'encrypt',
  why: 'Makes and wraps the data key that encrypts hashes in notices. It cannot unwrap a data key later.',
} as const satisfies KeyGrant;

/** The reason why a function may use the key of a category that it serves. */
export const ownKey = 'Wraps and unwraps the data keys of this category.';
