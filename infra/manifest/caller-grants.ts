import type { DatabaseGrant, EntityPermission, KeyGrant } from './grant.ts';

export const everything = [
  'get',
  'list',
  'create',
  'update',
  'delete',
] as const satisfies readonly EntityPermission[];

/** Grants to find data keys, for functions that give people and programs access to records. */
export const keysDatabase = {
  database: 'mayfly-keys',
  may: ['get', 'create'],
  why: 'Finds wrapped data keys, lookup secrets and the keys of sessions and people’s ids, and adds those that are missing; adds to the ledger of what a backup must not bring back; changes and deletes nothing.',
} as const satisfies DatabaseGrant;

/** Grants to read rights, for functions that people and programs call. */
export const accessDatabase = {
  database: 'mayfly-access',
  may: ['get'],
  why: 'Reads who calls, what they may and what their tenant has decided; lists and writes nothing.',
} as const satisfies DatabaseGrant;

/** Grants to write the manager log, for functions that serve people. */
export const logDatabase = {
  database: 'mayfly-audit',
  may: ['create'],
  why: 'Adds entries to the manager log; reads, changes and deletes none.',
} as const satisfies DatabaseGrant;

export const logKey = {
  key: 'manager_log',
  use: 'encrypt',
  why: 'Wraps a data key of its own making, to add entries to the manager log; it can read none.',
} as const satisfies KeyGrant;

/** With this key a function finds out which person is calling. */
export const callerKey = {
  key: 'sessions',
  use: 'decrypt',
  why: 'Opens the sessions of people, which it cannot sign; opens the key of the hashes that people are known by, and makes the first.',
} as const satisfies KeyGrant;

/** With this key a function finds records by a value. */
export const lookupKey = {
  key: 'lookup_secrets',
  use: 'decrypt',
  why: 'Opens a tenant’s pepper and salt, by which records are looked up, and makes the first.',
} as const satisfies KeyGrant;

/** With this key a function tells recipients what it did. */
export const noticeKey = {
  key: 'notices',
  use: 'encrypt',
  why: 'Wraps a data key of its own making, to add hashes to notices; it can read none.',
} as const satisfies KeyGrant;

/** The reason for the key of a category that a function serves. */
export const ownKey = 'Wraps and unwraps the data keys of this category.';
