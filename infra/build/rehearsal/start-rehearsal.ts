import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiKeyScopes } from '#shared/access/manage-api-keys.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { readConfig } from '#shared/base/config/read-config.ts';
import { systemClock } from '#shared/base/time/clock.ts';
import { categories } from '#shared/categories/registry.ts';
import { encodeSettings, profileRef } from '#shared/settings/encode-settings.ts';
import type { Store } from '#shared/store/store.ts';
import { firstSettings } from '#shared/tenants/create-tenant.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { startKmsEmulator } from '../../emulators/kms/kms-emulator.ts';
import { createTokenIssuer } from '../../emulators/scheduler/token-issuer.ts';
import { provisionStackKeys } from '../../local/stack/provision-stack.ts';
import { projectId } from '../../local/stack/stack-config.ts';
import { locations } from '../../manifest.ts';
import { type FirstCall, firstCallOf, storageCall } from '../first-call.ts';
import { keepDocuments } from './keep-documents.ts';

const tenant = 'rehearsal';
const audience = 'https://build.example.com';
const email = 'build@example.com';

/**
 * A request that the build sends to a function. It makes the function do its work, or asks for
 * `/health` if `firstCallOf` has no call for the function.
 */
export type FirstRequest = {
  readonly path: string;
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
};

/** Emulators on this machine, and the first requests of each function. */
export type Rehearsal = {
  /** The environment variables that connect a function to the emulators. */
  readonly env: { readonly [name: string]: string };
  /**
   * Returns the requests that the build sends to a function before it stores the function's
   * compiled code. So the compiled code includes the code that these requests need.
   */
  readonly requestsOf: (name: string) => Promise<readonly FirstRequest[]>;
  readonly stop: () => Promise<void>;
};

/** Signs tokens as Cloud Scheduler does, and serves the key that verifies them. */
async function startTokens() {
  let issuer = '';
  const tokens = await createTokenIssuer({ issuer: () => issuer });
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(tokens.jwks()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const claims = { aud: audience, email, email_verified: true };
  const sign = () => tokens.sign(claims, { expiresInSeconds: 300 });
  return { issuer, sign, stop: () => server.close() };
}

/** Creates a tenant that stores all categories in Mayfly. @returns an API key of the tenant */
async function storeTenant(store: Store): Promise<string> {
  const at = systemClock();
  const kept = categories.map(
    ({ id }) => [id, { destination: 'server', retentionDays: undefined }] as const,
  );
  const settings = { ...firstSettings(categories, []), categories: Object.fromEntries(kept) };
  const data = { ...encodeSettings(settings), created_at: at, changed_at: at, owners: [] };
  await store.commit([{ kind: 'create', ref: profileRef(tenant), data }]);
  const scopes = apiKeyScopes(categories);
  return createApiKey({ store, now: systemClock, randomBytes }, { tenant, scopes });
}

/**
 * Starts the emulators that functions need for a first request, and stores a tenant with an API
 * key.
 */
export async function startRehearsal(): Promise<Rehearsal> {
  // Without this setting, the Google clients look for a metadata server and wait for it.
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const [documents, kms, tokens] = await Promise.all([
    keepDocuments(),
    startKmsEmulator(),
    startTokens(),
  ]);
  const { sessionKeys } = await provisionStackKeys(kms.port);
  const env = {
    GOOGLE_CLOUD_PROJECT: projectId,
    KMS_LOCATION: locations.keys,
    METADATA_SERVER_DETECTION: 'none',
    FIRESTORE_EMULATOR_HOST: documents.host,
    KMS_EMULATOR_HOST: `127.0.0.1:${kms.port}`,
    SESSION_PUBLIC_KEYS: sessionKeys,
    LOOKUP_COST: '4',
    LOG_LEVEL: 'silent',
    TASKS_AUDIENCE: audience,
    TASKS_SERVICE_ACCOUNT: email,
    TASKS_ISSUER: tokens.issuer,
    TASKS_JWKS_URI: `${tokens.issuer}/certs`,
  };
  const store = connectStore(readConfig(env));
  const key = await storeTenant(store);
  await store.close();
  const requestFor = async ({ method, path, bodyOf }: FirstCall): Promise<FirstRequest> => {
    const credential = path.startsWith('/tasks/') ? await tokens.sign() : key;
    const headers = {
      authorization: `Bearer ${credential}`,
      'content-type': 'application/json',
      'x-forwarded-proto': 'https',
    };
    return { method, path, headers, ...(bodyOf && { body: JSON.stringify(bodyOf(0)) }) };
  };
  return {
    env,
    async requestsOf(name) {
      const first = firstCallOf(name) ?? { method: 'GET', path: '/health', status: 200 };
      const calls = name === 'tenants' ? [first, storageCall] : [first];
      return Promise.all(calls.map(requestFor));
    },
    async stop() {
      documents.stop();
      tokens.stop();
      await kms.stop();
    },
  };
}
