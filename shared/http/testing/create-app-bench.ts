import { randomBytes, randomUUID } from 'node:crypto';
import { createAuthenticate } from '../../access/authenticate.ts';
import { createApiKey } from '../../access/store-api-key.ts';
import { categories } from '../../categories/registry.ts';
import { createTestBench, type TestBench } from '../../records/testing/create-test-context.ts';
import { createManagerLog } from '../../service/manager-log-deps.ts';
import { openTenant } from '../../settings/testing/everything-on.ts';
import type { App } from '../create-app.ts';
import type { CategoryAppDeps } from '../create-category-app.ts';
import { createLogger } from '../logger.ts';

/** What an interface answers; which parts are there depends on the path. */
export type AppBody = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly items: readonly AppBody[];
  readonly next_cursor: string | null;
  readonly newest_cursor: string | null;
  readonly code: string;
  readonly errors: readonly { readonly pointer: string }[];
  readonly [name: string]: unknown;
};

export type AppAnswer = { readonly status: number; readonly body: AppBody };

export type AppCall = (method: string, path: string, body?: unknown) => Promise<AppAnswer>;

export type AppBench = {
  readonly bench: TestBench;
  /** What the function writes to its log. */
  readonly log: () => string;
  /** Calls the app as a tenant's key with these scopes, or with every one. */
  readonly callerOf: (tenant: string, scopes?: readonly string[]) => Promise<AppCall>;
};

const everyScope = categories.flatMap(({ id }) =>
  ['write', 'read', 'delete', 'export'].map((action) => `${id}:${action}`),
);

/** An app of a function on a store in memory, called through its whole middleware with real API keys. */
export function createAppBench(createFunctionApp: (deps: CategoryAppDeps) => App): AppBench {
  const bench = createTestBench();
  const now = () => bench.clock.now;
  const lines: string[] = [];
  const { tenant: _t, scopes: _s, settings: _st, actor: _a, ...records } = bench.contextOf('none');
  const app = createFunctionApp({
    logger: createLogger('trace', 'test', { write: (line) => void lines.push(line) }),
    monotonic: () => 0,
    newRequestId: randomUUID,
    authenticate: createAuthenticate({ store: bench.store, now, categories, people: undefined }),
    records,
    managerLog: createManagerLog({
      store: bench.store,
      encrypter: bench.wrapper,
      now: now,
      purgeShards: 4,
    }),
  });
  return {
    bench,
    log: () => lines.join(''),
    async callerOf(tenant, scopes = everyScope) {
      await openTenant({ store: bench.store, now }, tenant);
      const key = await createApiKey({ store: bench.store, now, randomBytes }, { tenant, scopes });
      return async (method, path, body) => {
        const response = await app.request(path, {
          method,
          headers: {
            authorization: `Bearer ${key}`,
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        return { status: response.status, body: JSON.parse(text || '{}') as AppBody };
      };
    },
  };
}
