import { randomBytes } from 'node:crypto';
import { inviteMember } from '#shared/access/members/manage-members.ts';
import type { Acting } from '#shared/access/renew-caller.ts';
import { beginSession } from '#shared/access/session/begin-session.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { asActing } from '#shared/access/testing/as-acting.ts';
import { systemClock } from '#shared/base/time/clock.ts';
import { customers } from '#shared/categories/customers.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { categories } from '#shared/categories/registry.ts';
import type { App } from '#shared/http/create-app.ts';
import { recordExample } from '#shared/openapi/record-example.ts';
import { prepareRecords } from '#shared/records/prepare-records.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import type { DocumentRef } from '#shared/store/store.ts';
import { createRequest } from '#shared/subjects/requests/create-request.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { deploymentOf } from '#shared/wiring/deployment-of.ts';
import { encrypterOf } from '#shared/wiring/keys/encrypter-of.ts';
import { publicKeysOf } from '#shared/wiring/keys/public-keys-of.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createPersonAccess } from '#shared/wiring/person-access.ts';
import { createPlatform, type Platform } from '#shared/wiring/platform.ts';
import { createCustomersApp } from '../../functions/customers/app.ts';
import { createManagerLogApp } from '../../functions/manager-log/app.ts';
import { createTenantsApp } from '../../functions/tenants/app.ts';
import { asProvisioner } from '../../infra/emulators/kms/kms-grants.ts';
import { keyRing } from '../../infra/manifest.ts';
import { connectKms } from '../emulators/kms-client.ts';
import { allScopes, storeKey } from '../harness/instance.ts';
import type { Scheduler } from '../harness/scheduler.ts';
import { kmsLocation, type Stack } from '../harness/stack.ts';
import { stackConfig, unlimited } from '../harness/stack-config.ts';
import { shareKeys } from './share-keys.ts';
import { type StoredEndpoints, storeEndpoints } from './store-endpoints.ts';

export const tenant = 'acme';
export const owner = 'olga.owner@example.org';
/** A member of the tenant who helps the thief. The role of this member may see only numbers. */
export const viewer = 'vera.viewer@example.org';
/** A person who has an account at the identity provider, and belongs to no tenant. */
export const stranger = 'tom.thief@example.org';
/** A person who has asked the tenant for access to their own data. */
export const asking = 'anna.asks@example.org';
export const consoleUrl = 'https://console.example.org';
export const clientSecret = 'a client secret';

/** The data that a thief tries to reach, and the apps that the thief calls. */
export type Victim = {
  readonly platform: Platform;
  readonly issuer: string;
  /** One record of each category, by the id of the category. */
  readonly records: ReadonlyMap<string, DocumentRef>;
  readonly viewerId: string;
  /** The id of the viewer's session. The thief knows this id. */
  readonly sessionId: string;
  readonly ownerId: string;
  /** The id of the request of {@link asking}. The request is still open. */
  readonly requestId: string;
  /** A device token, a recipient of the tenant, and a notice that waits to be sent. */
  readonly endpoints: StoredEndpoints;
  /** A version of the key `customers` in Cloud KMS. It wraps no data key. */
  readonly spareVersion: number;
  readonly fullKey: string;
  /** An API key that the thief has. It may only read NLU messages. */
  readonly weakKey: string;
  /** Each call of one of these three methods creates an app with empty memory. */
  readonly customers: () => App;
  readonly tenants: () => App;
  readonly log: () => App;
};

/** Returns the configuration of the stack, for apps that a test creates itself. */
export function configOf(stack: Stack, { issuer, env }: Scheduler) {
  const provider = { issuer, client_id: 'console', name: 'Example', jwks_uri: `${issuer}/certs` };
  return stackConfig(stack, {
    ...env,
    ...unlimited,
    LOG_LEVEL: 'silent',
    CONSOLE_URL: consoleUrl,
    OIDC_ISSUERS: JSON.stringify([provider]),
    OIDC_CLIENT_SECRETS: JSON.stringify({ [issuer]: clientSecret }),
  });
}

async function storeRecord(platform: Platform, category: Category): Promise<DocumentRef> {
  if (category.id === managerLog.id) {
    const encrypter = encrypterOf(platform, 'chat');
    const settings = everythingOn();
    const entry = { tenant, settings, actor: owner, actorId: 'olga', action: 'customers.read' };
    await createManagerLog(platform, encrypter).record(entry);
    const all = { collection: category.id, tenant, where: [], orderBy: [], limit: 1 };
    const [stored] = await platform.store.query(all);
    if (stored === undefined) throw new Error('the entry is missing');
    return stored.ref;
  }
  const ctx = { ...createApiService(platform, category.service).records, ...callerOf() };
  const example = Object.entries(recordExample(category) ?? {});
  const fields = Object.fromEntries(example.filter(([name]) => name in category.fields));
  const { writes, records } = await prepareRecords(ctx, category, [{ fields }]);
  await platform.store.commit(writes);
  return { tenant, collection: category.id, id: records[0]?.id ?? '' };
}

function callerOf(): Acting {
  const actor = { kind: 'api_key', id: '' } as const;
  return asActing({ tenant, scopes: new Set(allScopes), settings: everythingOn(), actor });
}

async function makeSpareVersion({ kms, projectId }: Stack): Promise<number> {
  const client = connectKms(kms);
  const key = client.cryptoKeyPath(projectId, kmsLocation, keyRing, customers.id);
  const [{ name }] = await client.createCryptoKeyVersion({ parent: key }, asProvisioner());
  await client.close();
  return Number(name?.split('/').at(-1));
}

/** Creates a tenant with all the data that {@link Victim} names. */
export async function createVictim(stack: Stack, scheduler: Scheduler): Promise<Victim> {
  const config = configOf(stack, scheduler);
  const store = connectStore(config);
  stack.beforeStop(() => store.close());
  const platform = createPlatform(config, { store, keys: shareKeys(config) });
  const fullKey = await storeKey({ store }, systemClock, tenant);
  const weakKey = await createApiKey(
    { store, now: systemClock, randomBytes },
    { tenant, scopes: ['nlu_messages:read'] },
  );
  const { records, people } = createApiService(platform, 'tenants');
  const invite = async (email: string, role: 'owner' | 'viewer') =>
    (await inviteMember({ ...records, ...people }, callerOf(), { email, role })).id;
  const ownerId = await invite(owner, 'owner');
  const viewerId = await invite(viewer, 'viewer');
  const { sessions } = createPersonAccess(platform, wrapperOf(platform, 'manager'));
  let sessionId = '';
  await beginSession(
    { ...sessions, randomBytes, signer: signerOf(platform, 'manager', 'session_signing') },
    { email: viewer, issuer: scheduler.issuer },
    async (id) => {
      sessionId = id;
    },
  );
  const desk = { ...createApiService(platform, 'subjects').records, ...callerOf() };
  const request = await createRequest(desk, {
    body: { kind: 'access', came_by: 'email', email: asking },
    idempotencyKey: undefined,
  });
  const stored = new Map<string, DocumentRef>();
  for (const category of categories) stored.set(category.id, await storeRecord(platform, category));
  return {
    platform,
    issuer: scheduler.issuer,
    records: stored,
    viewerId,
    sessionId,
    ownerId,
    requestId: request.document.ref.id,
    endpoints: await storeEndpoints(platform, callerOf()),
    spareVersion: await makeSpareVersion(stack),
    fullKey,
    weakKey,
    customers: () => createCustomersApp(createApiService(platform, 'customers')),
    tenants: () =>
      createTenantsApp({
        ...createApiService(platform, 'tenants'),
        operators: new Set(),
        deployment: deploymentOf(platform.config),
        publicKeys: publicKeysOf(platform, 'tenants'),
      }),
    log: () => createManagerLogApp(createApiService(platform, 'manager-log')),
  };
}
