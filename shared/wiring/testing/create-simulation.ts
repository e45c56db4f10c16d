import { createHash } from 'node:crypto';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { customers } from '#shared/categories/customers.ts';
import { createCategoryApp } from '#shared/http/category-api/create-category-app.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { type Store, type Write, WriteConflict } from '#shared/store/store.ts';
import { createFakeKeyWrapper } from '#shared/vault/testing/create-fake-key-wrapper.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { createApiService } from '../api-service.ts';
import { collections } from '../collections.ts';
import { createPlatform, type Platform, type PlatformOverrides } from '../platform.ts';
import { testConfig } from './test-config.ts';

/** Noon of 15 January 2026, UTC. */
const start = Date.UTC(2026, 0, 15, 12) * 1_000;
const scopes = ['write', 'read', 'delete'].map((action) => `${customers.id}:${action}`);

/** Bytes that depend only on a seed. */
function seeded(seed: string): (count: number) => Uint8Array {
  let drawn = 0;
  return (count) => {
    drawn += 1;
    return createHash('shake256', { outputLength: count }).update(`${seed} ${drawn}`).digest();
  };
}

/**
 * Creates a store in memory that notes its writes. It can refuse commits as if another process had
 * been faster.
 */
function createWatchedStore() {
  const memory = createMemoryStore(indexCollections(collections));
  const watched = { committed: [] as Write[], conflicts: 0 };
  const store: Store = {
    ...memory,
    async commit(writes) {
      if (watched.conflicts-- > 0) throw new WriteConflict('somebody was faster');
      watched.committed.push(...writes);
      return memory.commit(writes);
    },
  };
  return { watched, store };
}

/**
 * Creates a process that uses nothing of the machine on which it runs. No service that its
 * configuration names can be reached.
 */
export function createSimulation(seed: string, overrides: PlatformOverrides = {}) {
  const { watched, store } = createWatchedStore();
  const told = { lines: [] as string[], pauses: [] as number[], callers: [] as string[] };
  const listeners: (() => void)[] = [];
  let ticks = 0;
  const randomBytes = seeded(seed);
  const wrapper = createFakeKeyWrapper(randomBytes);
  const signer = createFakeSigner();
  const platform = createPlatform(testConfig({ LOG_LEVEL: 'info' }), {
    store,
    now: () => start,
    onClockSet: (listener) => void listeners.push(listener),
    monotonic: () => (ticks += 7),
    random: () => 0.25,
    randomBytes,
    sleep: async (milliseconds) => void told.pauses.push(milliseconds),
    newRequestId: () => 'request-1',
    logTo: { write: (line) => void told.lines.push(line) },
    keys: {
      wrapperOf: (caller) => {
        told.callers.push(caller);
        return wrapper;
      },
      signerOf: () => signer,
    },
    ...overrides,
  });
  const setClock = () => {
    for (const listener of listeners) listener();
  };
  return { platform, watched, told, wrapper, signer, setClock, ...serveCustomers(platform) };
}

/** The function `customers` on a platform, called with an API key of the tenant `acme`. */
function serveCustomers(platform: Platform) {
  const service = createApiService(platform, 'customers');
  const app = createCategoryApp(service, { category: customers });
  const openWithKey = async () => {
    await openTenant(platform, 'acme');
    return createApiKey(platform, { tenant: 'acme', scopes });
  };
  let key: Promise<string> | undefined;
  const call = async (method: string, id = '', body?: unknown) => {
    key ??= openWithKey();
    const headers = { authorization: `Bearer ${await key}`, 'content-type': 'application/json' };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await app.request(`/v1/customers${id && `/${id}`}`, init);
    const text = await response.text();
    return { headers: response.headers, body: JSON.parse(text || '{}') as { id: string } };
  };
  const create = async () => {
    const values = { ort: 'Köln' };
    const sent = { email: 'anna@example.org', authenticated_by: 'code', values };
    return (await call('POST', '', sent)).body;
  };
  return { service, app, call, create };
}
