import type { Config } from '#shared/base/config/read-config.ts';
import { locations } from './locations.ts';
import type { SecretId } from './secrets.ts';

/** An environment variable, described for the people who set it. */
export type Variable = {
  readonly meaning: string;
  /** Whether a function that reads it refuses to start without it. */
  readonly required?: true;
  /** The behaviour while it is not set. */
  readonly default?: string;
  /** The value in every deployment. */
  readonly value?: string;
  /** The secret that it comes from. */
  readonly secret?: SecretId;
  /** The purpose of a variable that only the local stack uses. */
  readonly localOnly?: true;
};

export const variables = {
  GOOGLE_CLOUD_PROJECT: {
    required: true,
    meaning: 'project that databases, keys and traces belong to',
  },
  KMS_LOCATION: {
    required: true,
    value: locations.keys,
    meaning: 'location of the key ring; outside the EU the function refuses to start',
  },
  REGION: {
    value: locations.compute,
    meaning: 'where the function runs; outside the EU it refuses to start',
  },
  FIRESTORE_LOCATION: {
    value: locations.database,
    meaning: 'where the databases lie; outside the EU the function refuses to start',
  },
  LOG_LEVEL: { default: 'info', meaning: 'from which level on lines are logged' },
  REQUESTS_PER_SECOND: {
    default: '500',
    meaning: 'requests a second that one credential may send to one instance in the long run',
  },
  REQUESTS_BURST: {
    default: '2000',
    meaning: 'requests that one credential may send to one instance at once',
  },
  TRUSTED_PROXIES: {
    default: '0',
    meaning:
      'how many proxies of one’s own stand before Google’s front end, for the caller’s address: 1 behind Firebase Hosting or a load balancer',
  },
  PURGE_SHARDS: {
    default: '4',
    meaning:
      'over how many shards of an index new documents are spread, 1 to 256: each takes 500 writes a second; may grow and shrink at any time ([how](../../infra/capacity/README.md#more-shards))',
  },
  RECORDS_DATABASE: {
    default: 'mayfly',
    meaning:
      'id of the database of records; another one after a restore, the same for every function',
  },
  KEYS_DATABASE: { default: 'mayfly-keys', meaning: 'id of the database of keys' },
  AUDIT_DATABASE: { default: 'mayfly-audit', meaning: 'id of the database of the manager log' },
  ACCESS_DATABASE: {
    default: 'mayfly-access',
    meaning: 'id of the database of rights and of what tenants have decided',
  },
  REPORTS_DATABASE: { default: 'mayfly-reports', meaning: 'id of the database of what sweeps did' },
  BACKUP_DAYS: {
    default: '7',
    meaning:
      'the longest that a backup of `mayfly` is kept, in days; the ledger remembers two days longer what a backup must not bring back',
  },
  LOOKUP_COST: {
    default: '11',
    meaning:
      'bcrypt cost for tenants that are met for the first time; less than 11 only where an emulator is named',
  },
  OIDC_ISSUERS: {
    default: '[]',
    meaning:
      'whose word on people’s addresses is taken: a JSON array of `{ issuer, client_id, name }`, and where needed `audience` (of bearer tokens; the client unless said), `jwks_uri` (else discovery), `email_domains` (else any; required of each where there are several, and no domain twice), `prompt`',
  },
  TOKEN_HOURS: {
    default: '24',
    meaning:
      'hours that a token of theirs may live, from its issue to its expiry; more than 24 only where an emulator is named',
  },
  OIDC_CLIENT_SECRETS: {
    default: '{}',
    secret: 'oidc-client-secrets',
    meaning: 'a JSON object, issuer to client secret; an issuer without one is a public client',
  },
  CONSOLE_URL: {
    meaning:
      'origin of the web console, whose pages alone may change something with the cookie; without it nobody signs in',
  },
  SESSION_PUBLIC_KEYS: {
    default: '{}',
    meaning:
      'with which keys sessions may be signed: a JSON object, `session_signing/<version>` to the base64 text of its PEM in one line; required where people sign in. Whoever is to sign with another version next has it named here first, by all functions',
  },
  SESSION_KEY_VERSION: { default: '1', meaning: 'version of the key `session_signing` that signs' },
  PROCESSOR: {
    default: 'null',
    meaning:
      'who operates this deployment, for records of processing: a JSON object `{ name, postal_address, email?, dpo?, sub_processors: [{ name, purpose_de, purpose_en, country }] }`; the provider of the cloud belongs to the sub-processors',
  },
  OPERATORS: {
    default: '',
    meaning:
      'addresses of the people who may create tenants, separated by commas; in ASCII, their domains as A-labels',
  },
  TASKS_AUDIENCE: {
    required: true,
    meaning: 'audience of the Scheduler’s token: the URL of this service',
  },
  TASKS_SERVICE_ACCOUNT: {
    required: true,
    meaning: 'email of the service account that jobs run as',
  },
  TASKS_ISSUER: { default: 'https://accounts.google.com', meaning: 'who signs that token' },
  TASKS_JWKS_URI: {
    default: 'https://www.googleapis.com/oauth2/v3/certs',
    meaning: 'where the keys of that issuer are',
  },
  TASK_SECONDS: {
    default: '540',
    meaning: 'seconds after which a run begins nothing new and leaves the rest to the next',
  },
  SIGNING_KEY_VERSION: { default: '1', meaning: 'version of the key `receipts` that signs' },
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

/** Variables of functions that give people and programs access to records. */
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

/** Variables of functions that only Cloud Scheduler calls. */
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
