import type { Config } from '#shared/base/config/read-config.ts';
import { locations } from './locations.ts';
import type { SecretId } from './secrets.ts';

/** An environment variable, described for the people who set it. */
export type Variable = {
  readonly meaning: string;
  /** Set if a function that reads the variable cannot start without it. */
  readonly required?: true;
  /** The value that a function uses if the variable is not set. */
  readonly default?: string;
  /** The value that the variable has in every deployment. */
  readonly value?: string;
  /** The secret that contains the value of the variable. */
  readonly secret?: SecretId;
  /** Set if only the local stack uses the variable. */
  readonly localOnly?: true;
};

export const variables = {
  GOOGLE_CLOUD_PROJECT: {
    required: true,
    meaning: 'the project with the databases, the keys and the traces',
  },
  KMS_LOCATION: {
    required: true,
    value: locations.keys,
    meaning:
      'the location of the key ring; the function does not start with a location outside the EU',
  },
  REGION: {
    value: locations.compute,
    meaning: 'the location of the function; it does not start with a location outside the EU',
  },
  FIRESTORE_LOCATION: {
    value: locations.database,
    meaning:
      'the location of the databases; the function does not start with a location outside the EU',
  },
  LOG_LEVEL: { default: 'info', meaning: 'the lowest level of lines that the function logs' },
  REQUESTS_PER_SECOND: {
    default: '500',
    meaning: 'requests a second that one credential may send to one instance on average',
  },
  REQUESTS_BURST: {
    default: '2000',
    meaning: 'requests that one credential may send to one instance in a burst',
  },
  TRUSTED_PROXIES: {
    default: '0',
    meaning:
      'the number of proxies that a request passes before Google’s front end: 1 with Firebase Hosting or a load balancer. The function needs this number to find the caller’s address',
  },
  PURGE_SHARDS: {
    default: '4',
    meaning:
      'the number of index shards for new documents, 1 to 256. Each shard accepts 500 writes a second. The number may change at any time ([how](../../infra/capacity/README.md#more-shards))',
  },
  RECORDS_DATABASE: {
    default: 'mayfly',
    meaning:
      'id of the database of records, the same for every function. After a restore it is the id of the restored database',
  },
  KEYS_DATABASE: { default: 'mayfly-keys', meaning: 'id of the database of keys' },
  AUDIT_DATABASE: { default: 'mayfly-audit', meaning: 'id of the database of the manager log' },
  ACCESS_DATABASE: {
    default: 'mayfly-access',
    meaning: 'id of the database of rights and of tenants’ profiles',
  },
  REPORTS_DATABASE: {
    default: 'mayfly-reports',
    meaning: 'id of the database with the counts of what the purge deleted',
  },
  BACKUP_DAYS: {
    default: '7',
    meaning:
      'the longest time in days for which a backup of `mayfly` is kept. The ledger for restored backups keeps its entries two days longer',
  },
  LOOKUP_COST: {
    default: '11',
    meaning: 'bcrypt cost for new tenants. Less than 11 is allowed only with an emulator',
  },
  OIDC_ISSUERS: {
    default: '[]',
    meaning:
      'the issuers that Mayfly trusts for people’s email addresses: a JSON array of `{ issuer, client_id, name }`. Optional members: `audience` of bearer tokens (default: the client), `jwks_uri` (default: discovery), `email_domains` (default: any) and `prompt`. With several issuers each needs `email_domains`, and no domain may occur twice',
  },
  TOKEN_HOURS: {
    default: '24',
    meaning:
      'the longest allowed life of an issuer’s token in hours, from its issue to its expiry. More than 24 is allowed only with an emulator',
  },
  OIDC_CLIENT_SECRETS: {
    default: '{}',
    secret: 'oidc-client-secrets',
    meaning:
      'a JSON object: each name is an issuer, and its value is the client secret for this issuer. Without a secret Mayfly is a public client of the issuer',
  },
  CONSOLE_URL: {
    meaning:
      'origin of the web console. If a request with the session cookie would change something, Mayfly accepts it only from pages of this origin. Without this variable nobody can sign in',
  },
  SESSION_PUBLIC_KEYS: {
    default: '{}',
    meaning:
      'the public keys that verify sessions: a JSON object. The name of each member is `session_signing/<version>`. Its value is the public key of this version: the PEM without its first line, its last line and its line breaks. It is required if `CONSOLE_URL` and `OIDC_ISSUERS` let people sign in. Before a new version of `session_signing` signs, the variable must contain its public key in all functions',
  },
  SESSION_KEY_VERSION: {
    default: '1',
    meaning: 'the version of the key `session_signing` that signs',
  },
  PROCESSOR: {
    default: 'null',
    meaning:
      'the operator of this deployment, for records of processing: a JSON object `{ name, postal_address, email?, dpo?, sub_processors: [{ name, purpose_de, purpose_en, country }] }`. The cloud provider must be among the sub-processors',
  },
  OPERATORS: {
    default: '',
    meaning:
      'email addresses of the operators, separated by commas, in ASCII with domains as A-labels. Operators may create tenants, import records and retire data keys',
  },
  TASKS_AUDIENCE: {
    required: true,
    meaning: 'the audience of the Scheduler’s token: the URL of this service',
  },
  TASKS_SERVICE_ACCOUNT: {
    required: true,
    meaning: 'the email of the service account that runs the jobs',
  },
  TASKS_ISSUER: {
    default: 'https://accounts.google.com',
    meaning: 'the issuer of the Scheduler’s token',
  },
  TASKS_JWKS_URI: {
    default: 'https://www.googleapis.com/oauth2/v3/certs',
    meaning: 'the URL of the public keys of the Scheduler’s issuer',
  },
  TASK_SECONDS: {
    default: '540',
    meaning: 'seconds after which a run starts no new work; the next run does the rest',
  },
  SIGNING_KEY_VERSION: { default: '1', meaning: 'the version of the key `receipts` that signs' },
  FIRESTORE_EMULATOR_HOST: {
    localOnly: true,
    meaning: 'host and port of the Firestore emulator; local stack only',
  },
  KMS_EMULATOR_HOST: {
    localOnly: true,
    meaning: 'host and port of the KMS emulator; local stack only',
  },
} as const satisfies { readonly [name in keyof Config]: Variable };

export type VariableName = keyof typeof variables;

/** Variables that every function reads. */
const everywhere = [
  'GOOGLE_CLOUD_PROJECT',
  'KMS_LOCATION',
  'REGION',
  'FIRESTORE_LOCATION',
  'RECORDS_DATABASE',
  'KEYS_DATABASE',
  'AUDIT_DATABASE',
  'ACCESS_DATABASE',
  'REPORTS_DATABASE',
  'LOG_LEVEL',
  'REQUESTS_PER_SECOND',
  'REQUESTS_BURST',
  'TRUSTED_PROXIES',
  'PURGE_SHARDS',
] as const satisfies readonly VariableName[];

/** Variables of functions whose routes people and programs call. */
export const servingVariables = [
  ...everywhere,
  'BACKUP_DAYS',
  'LOOKUP_COST',
  'OIDC_ISSUERS',
  'TOKEN_HOURS',
  'CONSOLE_URL',
  'SESSION_PUBLIC_KEYS',
  'FIRESTORE_EMULATOR_HOST',
  'KMS_EMULATOR_HOST',
] as const satisfies readonly VariableName[];

/** Variables of functions with a task of Cloud Scheduler. */
export const taskVariables = [
  ...everywhere,
  'BACKUP_DAYS',
  'TASKS_AUDIENCE',
  'TASKS_SERVICE_ACCOUNT',
  'TASKS_ISSUER',
  'TASKS_JWKS_URI',
  'TASK_SECONDS',
  'FIRESTORE_EMULATOR_HOST',
] as const satisfies readonly VariableName[];

/** Variables of the function that signs people in. */
export const signInVariables = [
  ...everywhere,
  'OIDC_ISSUERS',
  'TOKEN_HOURS',
  'OIDC_CLIENT_SECRETS',
  'CONSOLE_URL',
  'SESSION_PUBLIC_KEYS',
  'SESSION_KEY_VERSION',
  'FIRESTORE_EMULATOR_HOST',
  'KMS_EMULATOR_HOST',
] as const satisfies readonly VariableName[];
