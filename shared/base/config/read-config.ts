import * as z from 'zod';
import { comparedAddress, personAddress } from '../addresses/person-address.ts';
import { backupDaysPromised } from './backup-days.ts';
import { isEuLocation, type Placed } from './eu-locations.ts';
import { purgeShardsMax } from './purge-shards-max.ts';
import { clientSecretsVariable, issuersVariable, originUrl, safeUrl } from './read-issuers.ts';
import { processorVariable } from './read-processor.ts';
import { sessionKeysVariable } from './read-session-keys.ts';

const inTheUnion = (placed: Placed) =>
  z
    .string()
    .refine((location) => isEuLocation(placed, location), 'a location in the European Union');
const host = z.string().regex(/^[a-z0-9.-]+:\d{1,5}$/);

/** The form that Firestore accepts (https://cloud.google.com/firestore/docs/manage-databases). */
const databaseId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{2,61}[a-z0-9]$/,
    '4 to 63 small letters, digits and hyphens, beginning with a letter, not ending with a hyphen',
  );

/**
 * A deployment must use a bcrypt cost of at least 11, and must not accept tokens that are valid for
 * more than 24 hours. With an emulator these two limits do not apply, because an emulator has no
 * real data.
 */
const lookupCostMin = 11;
const tokenHoursMax = 24;

const variables = z.object({
  /** The Google Cloud project. */
  GOOGLE_CLOUD_PROJECT: z.string().regex(/^[a-z][a-z0-9-]{4,29}$/),
  /** The location of the KMS key ring. It must be in the EU. */
  KMS_LOCATION: inTheUnion('keys'),
  /** The region of this process, if it is set. It must be in the EU. */
  REGION: inTheUnion('compute').optional(),
  /** The location of the databases, if it is set. It must be in the EU. */
  FIRESTORE_LOCATION: inTheUnion('database').optional(),
  /** The `host:port` of each emulator. In production neither variable is set. */
  FIRESTORE_EMULATOR_HOST: host.optional(),
  KMS_EMULATOR_HOST: host.optional(),
  /** The bcrypt cost for new tenants. Less than 11 is allowed only in the local stack. */
  LOOKUP_COST: z.coerce.number().int().min(4).max(15).default(11),
  /** The number of shards for new documents. An operator may change it at any time. */
  PURGE_SHARDS: z.coerce.number().int().min(1).max(purgeShardsMax).default(4),
  /** The ids of the databases. When a backup is restored, the restored database has another id. */
  RECORDS_DATABASE: databaseId.default('mayfly'),
  KEYS_DATABASE: databaseId.default('mayfly-keys'),
  AUDIT_DATABASE: databaseId.default('mayfly-audit'),
  ACCESS_DATABASE: databaseId.default('mayfly-access'),
  REPORTS_DATABASE: databaseId.default('mayfly-reports'),
  /**
   * The number of days for which a backup of `mayfly` is kept. It must also cover point-in-time
   * recovery of this database, which reaches back seven days. The ledger keeps its entries two days
   * longer.
   */
  BACKUP_DAYS: z.coerce.number().int().min(1).max(backupDaysPromised).default(backupDaysPromised),
  /**
   * The number of seconds after which a run of a task begins no new work. The next run does the
   * rest.
   */
  TASK_SECONDS: z.coerce.number().int().min(1).max(1_700).default(540),
  /** The version of the key `receipts` that signs, for example receipts and the log's seals. */
  SIGNING_KEY_VERSION: z.coerce.number().int().min(1).max(99_999).default(1),
  /**
   * What the Scheduler's token must contain (audience, service account and issuer), and the URL of
   * its issuer's public keys.
   */
  TASKS_AUDIENCE: z.url().optional(),
  TASKS_SERVICE_ACCOUNT: z.email().optional(),
  TASKS_ISSUER: z.url().default('https://accounts.google.com'),
  TASKS_JWKS_URI: safeUrl.default('https://www.googleapis.com/oauth2/v3/certs'),
  /**
   * The OpenID providers with which people sign in: a JSON array of `{ issuer, client_id, name,
   * audience?, jwks_uri?, … }`.
   */
  OIDC_ISSUERS: issuersVariable.prefault('[]'),
  /**
   * The longest lifetime of an issuer's token, in hours. More than 24 is allowed only in the local
   * stack.
   */
  TOKEN_HOURS: z.coerce.number().int().min(1).max(100_000).default(tokenHoursMax),
  /**
   * A JSON object with the client secret for each OpenID provider, by its issuer. Only the function
   * that signs people in needs it.
   */
  OIDC_CLIENT_SECRETS: clientSecretsVariable.prefault('{}'),
  /** The origin of the web console. Without it nobody can sign in. */
  CONSOLE_URL: originUrl.optional(),
  /**
   * The public keys for sessions. For each key id the variable contains the base64 text of a PEM.
   * If none of these keys verifies a session, the session is refused.
   */
  SESSION_PUBLIC_KEYS: sessionKeysVariable.prefault('{}'),
  /**
   * The version of the key `session_signing` with which new sessions are signed. Only the function
   * that begins sessions needs it.
   */
  SESSION_KEY_VERSION: z.coerce.number().int().min(1).max(99_999).default(1),
  /**
   * How many requests one instance accepts from one credential: on average in a second
   * (`REQUESTS_PER_SECOND`), and together in a burst (`REQUESTS_BURST`).
   */
  REQUESTS_PER_SECOND: z.coerce.number().int().min(1).max(100_000).default(500),
  REQUESTS_BURST: z.coerce.number().int().min(1).max(1_000_000).default(2_000),
  /**
   * The number of our own proxies that a request passes before Google's front end. It is 1 behind
   * Firebase Hosting or a load balancer.
   */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** The email addresses of the operators of the platform, separated by commas. */
  OPERATORS: z
    .string()
    .default('')
    .transform((list) => list.split(',').map((email) => email.trim()))
    .transform((list) => list.filter((email) => email !== ''))
    .refine(
      (list) => list.every((email) => personAddress.safeParse(email).success),
      'addresses in ASCII, their domains as A-labels',
    )
    .transform((list) => list.map(comparedAddress)),
  /** The operator of this deployment, for records of processing: a JSON object. */
  PROCESSOR: processorVariable.prefault('null'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Config = z.infer<typeof variables>;

/**
 * True if the process uses an emulator. This is so in the local stack and in tests, never in a
 * deployment.
 */
export function isLocal(
  config: Pick<Config, 'FIRESTORE_EMULATOR_HOST' | 'KMS_EMULATOR_HOST'>,
): boolean {
  return (config.FIRESTORE_EMULATOR_HOST ?? config.KMS_EMULATOR_HOST) !== undefined;
}

/**
 * In a container of Cloud Run, this variable is always set
 * (https://cloud.google.com/run/docs/container-contract).
 */
const onCloudRun = 'K_SERVICE';

/** True if the configuration lets people sign in: with a console and an identity provider. */
function hasSessions({ CONSOLE_URL, OIDC_ISSUERS }: Config): boolean {
  return CONSOLE_URL !== undefined && OIDC_ISSUERS.length > 0;
}

const schema = variables
  .refine((config) => isLocal(config) || config.LOOKUP_COST >= lookupCostMin, {
    path: ['LOOKUP_COST'],
    message: `at least ${lookupCostMin} outside the local stack`,
  })
  .refine((config) => isLocal(config) || config.TOKEN_HOURS <= tokenHoursMax, {
    path: ['TOKEN_HOURS'],
    message: `at most ${tokenHoursMax} outside the local stack`,
  })
  .refine((config) => !hasSessions(config) || Object.keys(config.SESSION_PUBLIC_KEYS).length > 0, {
    path: ['SESSION_PUBLIC_KEYS'],
    message: 'at least one key, because CONSOLE_URL and OIDC_ISSUERS let people sign in',
  });

/**
 * Reads the configuration of a function.
 * @throws an error if the function must not start. The error contains the name of each invalid
 * variable and the broken rule, but not the value
 */
export function readConfig(env: { readonly [name: string]: string | undefined }): Config {
  const result = schema.safeParse(env);
  if (result.success && isLocal(result.data) && env[onCloudRun] !== undefined)
    throw new Error('configuration refused: only the local stack may use an emulator');
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`configuration refused: ${lines.join('; ')}`);
}
