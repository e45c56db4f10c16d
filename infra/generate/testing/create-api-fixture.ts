import { pino } from 'pino';
import { hashApiKey } from '#shared/access/api-key.ts';
import type { Identify } from '#shared/access/identity.ts';
import { apiKeyScopes } from '#shared/access/manage-api-keys.ts';
import { inviteMember } from '#shared/access/members/manage-members.ts';
import type { MemberDeps } from '#shared/access/members/seal-member.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { asActing } from '#shared/access/testing/as-acting.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { categories } from '#shared/categories/registry.ts';
import { createLedger } from '#shared/domains/loyalty/ledger.ts';
import { raffleRef, sealRaffle } from '#shared/domains/raffles/raffle.ts';
import { notices } from '#shared/notices/collections.ts';
import { categoryExamples } from '#shared/openapi/category-examples.ts';
import { particularsExample } from '#shared/openapi/particulars-operations.ts';
import { exampleSalt } from '#shared/openapi/receipt-operations.ts';
import { exampleId, recordExample } from '#shared/openapi/record-example.ts';
import { endpointExample, endpointId } from '#shared/openapi/transfer-operations.ts';
import type { Context, RecordDeps } from '#shared/records/context.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { prepareRecords } from '#shared/records/prepare-records.ts';
import { profileRef } from '#shared/settings/encode-settings.ts';
import { noticeEvents } from '#shared/settings/notice-routes.ts';
import type { OriginLookup } from '#shared/settings/origin-lookup.ts';
import { encodePending } from '#shared/settings/pending-change.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import type { Store } from '#shared/store/store.ts';
import { commonFields, erasureRef } from '#shared/subjects/erasure.ts';
import { commitTo, decodeSalt } from '#shared/subjects/receipts/verification/commitment.ts';
import { createRequest } from '#shared/subjects/requests/create-request.ts';
import { giveToken } from '#shared/subjects/tokens/give-token.ts';
import { putEndpoint } from '#shared/tenants/notices/change-endpoints.ts';
import { changeParticulars } from '#shared/tenants/particulars/change-particulars.ts';
import { setEndpoint } from '#shared/transfer/endpoints/change-endpoints.ts';
import type { DevicePurpose } from '#shared/transfer/tokens/device-grant.ts';
import { giveDeviceToken } from '#shared/transfer/tokens/give-device-token.ts';
import type { Signer } from '#shared/vault/signer.ts';
import {
  createFakeKeyWrapper,
  type FakeKeyWrapper,
} from '#shared/vault/testing/create-fake-key-wrapper.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { receiptSigner, sessionSigner } from '#shared/wiring/testing/session-signer.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import {
  createFunctionApps,
  createTaskApps,
  type FunctionApps,
} from '../../local/gateway/function-apps.ts';
import { functionOf } from './function-of.ts';

const unlimited = 1_000_000;
/** The time at which every fixture begins. The clock of a fixture moves only if a test moves it. */
export const fixtureNow = Date.UTC(2026, 10, 23, 9, 30) * 1_000;
const tenant = 'blumen';

export type ApiFixture = {
  readonly apps: FunctionApps;
  /** The same functions as `apps`, but their tasks accept only Cloud Scheduler. */
  readonly guardedApps: FunctionApps;
  readonly store: Store;
  readonly clock: { now: Instant };
  readonly memberDeps: MemberDeps &
    Pick<RecordDeps, 'lookup'> & { readonly categories: readonly Category[] };
  readonly newKey: (scopes?: readonly string[]) => Promise<string>;
  /** Stores a category's example record without a request to the API. @returns the record's id */
  readonly storeExample: (category: Category) => Promise<string>;
  /** Restricts a record of a category. */
  readonly restrict: (category: Category, id: string) => Promise<void>;
  /**
   * Stores the raffle of the examples. It is running, and people may take part any number of times.
   */
  readonly storeRaffle: () => Promise<string>;
  /** Gives the person of the examples the coins that the examples spend. */
  readonly earnCoins: () => Promise<void>;
  /** Stores a variable with a file. @returns the id of the variable */
  readonly storeFile: (key: string) => Promise<string>;
  /** The token of a person who is an operator. */
  readonly personToken: string;
  /**
   * `storeApiKey` stores an API key of the tenant, and `storeMember` stores a member. Each of them
   * returns the id of the stored document.
   */
  readonly storeApiKey: () => Promise<string>;
  readonly storeMember: () => Promise<string>;
  /** Stores a change that waits for the end of its cooling-off time. */
  readonly storePending: () => Promise<string>;
  /**
   * Stores the tenant's particulars, from the description's example. Returns the tenant’s id.
   */
  readonly storeParticulars: () => Promise<string>;
  /** Adds an endpoint that gets all notices. Returns its id. */
  readonly storeNoticeEndpoint: () => Promise<string>;
  /** Stores a notice that waits to be sent to that endpoint. Returns its id. */
  readonly storeNotice: () => Promise<string>;
  /**
   * Erases a conversation that has no data. The erasure's commitment is computed with the salt of
   * the examples. Returns the erasure's id.
   */
  readonly storeErasure: () => Promise<string>;
  /** Stores the document about the erasure of a whole tenant, with the id from the example. */
  readonly storeTenantErasure: () => Promise<string>;
  /** Stores a request of a person. Returns the request's id. */
  readonly storeRequest: () => Promise<string>;
  /** Returns a device token for a path. Further calls with this path return the same token. */
  readonly deviceTokenFor: (path: string) => Promise<string>;
  /** Gives a page a device token. Returns the token's id. */
  readonly storeDeviceToken: () => Promise<string>;
  /** Sets the transfer endpoint of the examples. Returns its name. */
  readonly storeTransferEndpoint: () => Promise<string>;
  /** Gives a person a token for the person's own data. Returns the token's id. */
  readonly storeToken: () => Promise<string>;
  readonly keyService: FakeKeyWrapper;
  /** Signs receipts, and the seals of the manager log. */
  readonly signer: Signer;
  readonly setKeyService: (state: 'up' | 'unavailable') => void;
};

const everyScope = apiKeyScopes(categories);

/** The fixture accepts this text as the token of an operator. Other tests verify real tokens. */
const personToken = 'token-of-a-person';
const email = 'betrieb@example.org';
/** The issuer of all tokens in the fixture. */
export const fixtureIssuer = 'https://id.example.com';

const config = testConfig({
  OPERATORS: email,
  CONSOLE_URL: 'https://console.example',
  OIDC_ISSUERS: JSON.stringify([{ issuer: fixtureIssuer, client_id: 'console', name: 'Example' }]),
  TASKS_AUDIENCE: 'https://tasks.example.org',
  TASKS_SERVICE_ACCOUNT: 'scheduler@example.org',
});
const devNull = pino.destination({ dest: '/dev/null', sync: false });
const identify: Identify = async ({ headers }) =>
  headers.get('authorization') === `Bearer ${personToken}`
    ? { identity: { email, issuer: fixtureIssuer } }
    : undefined;

/** Creates every function in this process, with a store and a key service in memory. */
export function createApiFixture(
  guards: {
    /** The number of requests that a credential may send in a burst. */
    readonly burst?: number;
    readonly origins?: OriginLookup;
    /** Finds out who a person is. By default it uses the fixture's own tokens. */
    readonly identify?: Identify;
  } = {},
): ApiFixture {
  const { burst = unlimited, origins } = guards;
  const clock = { now: fixtureNow };
  const now = () => clock.now;
  const store = createMemoryStore(indexCollections(collections));
  const wrapper = createFakeKeyWrapper();
  const signer = { ...receiptSigner };
  // The rate limit uses the real time. After its burst a credential must wait for an hour. No test
  // runs for an hour.
  const limited = { ...config, REQUESTS_BURST: burst, REQUESTS_PER_SECOND: 1 / 3_600 };
  const platform = createPlatform(limited, {
    store,
    now,
    logTo: devNull,
    keys: {
      wrapperOf: () => wrapper,
      versionsOf: () => wrapper,
      signerOf: (_caller, key) => (key === 'receipts' ? signer : sessionSigner),
    },
    identify: guards.identify ?? identify,
    // Endpoints of tenants and of recipients accept every request in this fixture.
    outbound: async () => ({ kind: 'answered', status: 200, body: new Uint8Array(), isCut: false }),
    ...(origins && { origins }),
  });
  const script = { contentType: 'text/javascript', body: new Uint8Array([59]) };
  const assets = new Map([['main.js', script]]);
  const ownFiles = {
    ownScript: 'own.js',
    ownStyle: 'own.css',
    verifyScript: 'verify.js',
    verifyStyle: 'verify.css',
  };
  const files = { script: 'main.js', style: 'main.css', icon: 'icon.svg', ...ownFiles, assets };
  const apps = createFunctionApps({ platform, console: files, apiBase: '' });
  const { records: recordDeps, people } = createApiService(platform, 'test');
  /** Returns the context of an API key that may handle requests of persons. */
  const forPersons = async (): Promise<Context> => {
    await openTenant(platform, tenant);
    const actor = { kind: 'api_key', id: '' } as const;
    const scopes = new Set(['subjects']);
    const caller = asActing({ tenant, scopes, settings: everythingOn(), actor });
    return { ...recordDeps, ...caller };
  };
  const deviceTokensGiven = new Map<DevicePurpose, ReturnType<typeof giveDevice>>();
  const giveDevice = async (purpose: DevicePurpose) => {
    const ctx = await forPersons();
    const scopes = new Set(['variables:read', 'variables:write', 'variables:delete']);
    const renewed: Context['renewed'] = async (known) => ({ ...known, scopes });
    const body = { instance_id: 'conv-7f3a', purpose };
    return giveDeviceToken({ ...ctx, scopes, renewed }, { body, idempotencyKey: undefined });
  };
  return {
    guardedApps: apps,
    store,
    clock,
    keyService: wrapper,
    signer,
    memberDeps: { ...recordDeps, ...people, categories },
    // Tasks accept any credential in this fixture, because an issuer of tokens would need another
    // server.
    apps: { ...apps, ...createTaskApps({ ...platform, checkScheduler }) },
    newKey: async (scopes = everyScope) => {
      await openTenant(platform, tenant);
      return createApiKey(platform, { tenant, scopes });
    },
    personToken,
    storeApiKey: async () => {
      await openTenant(platform, tenant);
      return hashApiKey(await createApiKey(platform, { tenant, scopes: [] }));
    },
    async storePending() {
      await openTenant(platform, tenant);
      const [askedAt, effectiveAt] = [now(), now() + microsPerDay];
      const each = { id: exampleId, askedAt, effectiveAt, kind: 'cooling-off', hours: 0 } as const;
      const data = { cooling_off_hours: 24, cooling_off: encodePending([each]) };
      await store.commit([{ kind: 'update', ref: profileRef(tenant), data }]);
      return exampleId;
    },
    storeMember: async () => {
      await openTenant(platform, tenant);
      const scopes = new Set(['tenant']);
      const actor = { kind: 'api_key', id: '' } as const;
      const caller = asActing({ tenant, scopes, settings: everythingOn(), actor });
      const body = { email: 'karl.weber@example.com', role: 'editor' };
      return (await inviteMember({ ...recordDeps, ...people }, caller, body)).id;
    },
    async storeParticulars() {
      await openTenant(platform, tenant);
      const scopes = new Set(['tenant']);
      const actor = { kind: 'api_key', id: '' } as const;
      const caller = asActing({ tenant, scopes, settings: everythingOn(), actor });
      await changeParticulars({ ...recordDeps, categories }, caller, particularsExample);
      return tenant;
    },
    async storeNoticeEndpoint() {
      await openTenant(platform, tenant);
      const actor = { kind: 'api_key', id: '' } as const;
      const caller = asActing({
        tenant,
        scopes: new Set(['tenant']),
        settings: everythingOn(),
        actor,
      });
      const [recipient] = particularsExample.recipients;
      const { categories: _some, ...ofAll } = recipient;
      await changeParticulars({ ...recordDeps, categories }, caller, { recipients: [ofAll] });
      const deps = { ...recordDeps, categories, allowsLoopback: false };
      const url = 'https://hooks.example.com/mayfly';
      const body = { recipient: recipient.name, url, events: [...noticeEvents] };
      await putEndpoint(deps, caller, { id: 'versand', body });
      return 'versand';
    },
    async storeNotice() {
      const endpoint = await this.storeNoticeEndpoint();
      const times = { created_at: now(), due_at: now(), until: now() + microsPerDay };
      const kept = { expires_at: now() + 2 * microsPerDay, purge_shard: 0 };
      const told = {
        endpoint,
        event: 'erasure',
        records: [exampleId],
        state: 'waiting',
        attempts: 0,
      };
      const ref = { tenant, collection: notices.id, id: exampleId };
      await store.commit([{ kind: 'put', ref, data: { ...times, ...kept, ...told } }]);
      return exampleId;
    },
    async restrict(category, id) {
      const key = await createApiKey(platform, { tenant, scopes: ['tenant'] });
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const path = `/v1/${category.path}/${id}/restriction`;
      const body = JSON.stringify({ ground: 'accuracy_contested' });
      await apps[functionOf(path)].request(path, { method: 'PUT', headers, body });
    },
    async storeErasure() {
      await openTenant(platform, tenant);
      const key = await createApiKey(platform, { tenant, scopes: ['subjects'] });
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const scope = { conversation_id: 'conv-7f3a' };
      const body = JSON.stringify({ scope, confirm: true });
      const response = await apps.subjects.request('/v1/erasures', {
        method: 'POST',
        headers,
        body,
      });
      const { id } = (await response.json()) as { readonly id: string };
      // The commitment of the erasure is computed with the salt of the examples.
      const salt = decodeSalt(exampleSalt);
      if (salt === undefined) throw new Error('no salt');
      const data = { commitment: await commitTo(scope, salt) };
      await store.commit([{ kind: 'update', ref: erasureRef(tenant, id), data }]);
      return id;
    },
    async storeTenantErasure() {
      const ref = erasureRef(tenant, exampleId);
      const times = { now: now(), purgeShards: 1 };
      const asked = { scope: 'tenant', up_to: now(), asked_by: [], data_keys: [], left: 0 };
      const data = { ...commonFields(exampleId, times), ...asked };
      await store.commit([{ kind: 'put', ref, data }]);
      return exampleId;
    },
    async storeRequest() {
      const asked = { kind: 'access', came_by: 'email', email: 'juergen.mueller@example.com' };
      const request = { body: asked, idempotencyKey: undefined };
      const { document } = await createRequest(await forPersons(), request);
      return document.ref.id;
    },
    async deviceTokenFor(path) {
      const purpose = path === '/v1/transfer' ? 'transfer' : 'variables';
      const given = deviceTokensGiven.get(purpose) ?? giveDevice(purpose);
      deviceTokensGiven.set(purpose, given);
      return (await given).token ?? '';
    },
    storeDeviceToken: async () => (await giveDevice('transfer')).id,
    async storeTransferEndpoint() {
      const ctx = { ...(await forPersons()), scopes: new Set(['tenant']) };
      await setEndpoint(ctx, () => true, { id: endpointId, body: endpointExample });
      return endpointId;
    },
    async storeToken() {
      const asked = { email: 'juergen.mueller@example.com', authenticated_by: 'sign_in' };
      const request = { body: asked, idempotencyKey: undefined };
      return (await giveToken(await forPersons(), request)).id;
    },
    async storeFile(key) {
      const form = new FormData();
      for (const name of ['experience_id', 'instance_id', 'name']) form.append(name, 'photo');
      form.append('file', new Blob(['content'], { type: 'image/png' }), 'photo.png');
      const headers = { authorization: `Bearer ${key}` };
      const init = { method: 'POST', headers, body: form };
      const response = await apps.variables.request('/v1/variables/file', init);
      return ((await response.json()) as { readonly id: string }).id;
    },
    setKeyService: (state) => {
      wrapper.state = state;
    },
    async storeRaffle() {
      const actor = { kind: 'api_key', id: '' } as const;
      const caller = { tenant, scopes: new Set<string>(), settings: everythingOn(), actor };
      const ctx: Context = { ...recordDeps, ...asActing(caller) };
      const endsAt = now() + microsPerDay;
      const times = { createdAt: now(), startsAt: now(), endsAt, expiresAt: endsAt };
      const rules = { kind: 'giveaway', policy: 'unrestricted', chance: 0, prizes: [] } as const;
      const data = await sealRaffle(ctx, { id: exampleId, ...times, ...rules }, 'Adventsverlosung');
      await store.commit([{ kind: 'put', ref: raffleRef(tenant, exampleId), data }]);
      return exampleId;
    },
    async earnCoins() {
      const scopes = new Set(everyScope);
      const actor = { kind: 'api_key', id: '' } as const;
      const caller = { tenant, scopes, settings: everythingOn(), actor };
      const ctx: Context = { ...recordDeps, ...asActing(caller) };
      const body = categoryExamples[loyaltyTransactions.id]?.sent;
      const companions = createLedger().transactions(ctx);
      await createRecords(ctx, { category: loyaltyTransactions, body, companions });
    },
    async storeExample(category) {
      const actor = { kind: 'api_key', id: '' } as const;
      const caller = { tenant, scopes: new Set<string>(), settings: everythingOn(), actor };
      const ctx: Context = { ...recordDeps, ...asActing(caller) };
      const example = Object.entries(recordExample(category) ?? {});
      const fields = Object.fromEntries(example.filter(([name]) => name in category.fields));
      const prepared = await prepareRecords(ctx, category, [{ fields }]);
      const marks = prepared.marks.map((mark) => ({ kind: 'create', ...mark }) as const);
      await store.commit([...prepared.writes, ...marks]);
      return prepared.records[0]?.id ?? '';
    },
  };
}

const checkScheduler = async (authorization: string | undefined) => {
  if (authorization === undefined) throw new Problem('credential-missing');
};
