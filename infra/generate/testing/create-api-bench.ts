import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { createApiKey } from '#shared/access/store-api-key.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categories } from '#shared/categories/registry.ts';
import { collections } from '#shared/collections/registry.ts';
import { readConfig } from '#shared/config/read-config.ts';
import type { App } from '#shared/http/create-app.ts';
import { createLogger } from '#shared/http/logger.ts';
import { recordExample } from '#shared/openapi/record-example.ts';
import { Problem } from '#shared/problems/problem.ts';
import { prepareRecords } from '#shared/records/prepare-records.ts';
import { createAppDeps } from '#shared/service/app-deps.ts';
import { createRecordDeps } from '#shared/service/record-deps.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { createFakeKeyWrapper } from '#shared/vault/testing/create-fake-key-wrapper.ts';
import { createPurgeApp } from '../../../functions/purge/app.ts';
import { createFunctionApps, type FunctionApps } from '../../local/gateway/function-apps.ts';

const config = readConfig({
  GOOGLE_CLOUD_PROJECT: 'demo-openapi',
  KMS_LOCATION: 'europe-west1',
  LOOKUP_COST: '4',
  LOG_LEVEL: 'silent',
});
const now = () => Date.UTC(2026, 10, 23, 9, 30) * 1_000;
const tenant = 'blumen';

export type ApiBench = {
  readonly apps: FunctionApps;
  readonly newKey: (scopes?: readonly string[]) => Promise<string>;
  /** Stores the example of a category as the system would. @returns its id */
  readonly storeExample: (category: Category) => Promise<string>;
  readonly setKeyService: (state: 'up' | 'unavailable') => void;
};

const everyScope = [
  'tenant',
  ...categories.flatMap(({ id }) =>
    ['write', 'read', 'delete', 'export'].map((action) => `${id}:${action}`),
  ),
];

/** Every function in this process, on a store and a key service in memory. */
export function createApiBench(): ApiBench {
  const store = createMemoryStore(indexCollections(collections));
  const wrapper = createFakeKeyWrapper();
  const logTo = pino.destination({ dest: '/dev/null', sync: false });
  const platform = {
    config,
    now,
    onClockMoved: () => undefined,
    store,
    wrapperOf: () => wrapper,
    logTo,
  };
  const files = { script: '', style: '', icon: '', assets: new Map() };
  const apps = createFunctionApps({ platform, console: files, apiBase: '' });
  const recordDeps = createRecordDeps({
    logger: createLogger('silent', 'test'),
    store,
    wrapper,
    now,
    lookupCost: 4,
    purgeShards: 4,
  });
  return {
    apps: { ...apps, purge: createPurge(store) },
    newKey: (scopes = everyScope) => createApiKey({ store, now, randomBytes }, { tenant, scopes }),
    setKeyService: (state) => {
      wrapper.state = state;
    },
    async storeExample(category) {
      const ctx = { ...recordDeps, tenant, scopes: new Set<string>() };
      const example = Object.entries(recordExample(category) ?? {});
      const fields = Object.fromEntries(example.filter(([name]) => name in category.fields));
      const prepared = await prepareRecords(ctx, category, [{ fields }]);
      await store.commit(prepared.writes);
      return prepared.records[0]?.id ?? '';
    },
  };
}

/** The purge, for whoever comes with a credential: an issuer of tokens would be another server. */
function createPurge(store: ReturnType<typeof createMemoryStore>): App {
  const appDeps = createAppDeps(config, 'purge');
  return createPurgeApp({
    ...appDeps,
    checkScheduler: async (authorization) => {
      if (authorization === undefined) throw new Problem('credential-missing');
    },
    purge: { store, now, monotonic: appDeps.monotonic, collections, shards: 1, budgetSeconds: 5 },
  });
}
