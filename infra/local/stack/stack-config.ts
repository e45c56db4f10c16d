import { type Config, readConfig } from '#shared/base/config/read-config.ts';
import type { IdentityProvider } from '../../emulators/identity/identity-provider.ts';
import { locations, schedulerAccount, type VariableName } from '../../manifest.ts';
import { demoOperator } from '../demo/demo-managers.ts';

export const projectId = 'demo-mayfly';

export interface StackAddresses {
  baseUrl: string;
  /** Host and port of the Firestore emulator. Undefined if the stack keeps its data in memory. */
  firestoreHost: string | undefined;
  kmsHost: string;
  /** The value of the variable `SESSION_PUBLIC_KEYS`. */
  sessionKeys: string;
  identity: Pick<IdentityProvider, 'issuer' | 'clientId' | 'clientSecret'>;
}

export interface StackConfig {
  /** The variables of `.local/env`, for bundles that people start by hand. */
  env: { readonly [name: string]: string };
  /** The configuration that a function reads from these variables. */
  config: Config;
}

export function createStackConfig({
  baseUrl,
  firestoreHost,
  kmsHost,
  sessionKeys,
  identity,
}: StackAddresses): StackConfig {
  const env = {
    GOOGLE_CLOUD_PROJECT: projectId,
    KMS_LOCATION: locations.keys,
    REGION: locations.compute,
    FIRESTORE_LOCATION: locations.database,
    ...(firestoreHost !== undefined && { FIRESTORE_EMULATOR_HOST: firestoreHost }),
    KMS_EMULATOR_HOST: kmsHost,
    LOOKUP_COST: '11',
    PURGE_SHARDS: '4',
    TASKS_AUDIENCE: baseUrl,
    TASKS_SERVICE_ACCOUNT: `${schedulerAccount}@${projectId}.iam.gserviceaccount.com`,
    TASKS_ISSUER: issuerOf(baseUrl),
    TASKS_JWKS_URI: `${baseUrl}/_local/issuer/jwks`,
    CONSOLE_URL: baseUrl,
    SESSION_PUBLIC_KEYS: sessionKeys,
    OPERATORS: demoOperator().email,
    OIDC_ISSUERS: toVariable([describeIssuer(identity)]),
    // The provider's tokens are valid for a year, because the local clock can be set ahead.
    TOKEN_HOURS: '8760',
    OIDC_CLIENT_SECRETS: toVariable({ [identity.issuer]: identity.clientSecret }),
    // Without this variable the Google clients first look for the metadata server of Google Cloud.
    // They do not find it on this machine, and the search takes seconds.
    METADATA_SERVER_DETECTION: 'none',
    LOG_LEVEL: 'info',
  } as const satisfies {
    readonly [name in VariableName | 'METADATA_SERVER_DETECTION']?: string;
  };
  return { env, config: readConfig(env) };
}

function describeIssuer({ issuer, clientId }: StackAddresses['identity']) {
  // With `login` the provider asks at each sign-in who you are. So after a sign-out you can choose
  // another person.
  return { issuer, client_id: clientId, name: 'Demo people', prompt: 'login' };
}

/** JSON without spaces, because a shell would split `.local/env` at a space. */
function toVariable(value: unknown): string {
  return JSON.stringify(value).replaceAll(' ', '\\u0020');
}

export function issuerOf(baseUrl: string): string {
  return `${baseUrl}/_local/issuer`;
}
