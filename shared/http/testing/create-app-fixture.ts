import { createApiKey } from '#shared/access/store-api-key.ts';
import { categories } from '#shared/categories/registry.ts';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { type ApiService, createApiService } from '#shared/wiring/api-service.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import type { App } from '../create-app.ts';

/** The properties that answers may have. The answers of each path have some of them. */
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

/** Sends a request. If the body is a text, it is sent unchanged, otherwise as JSON. */
export type AppCall = (
  method: string,
  path: string,
  body?: unknown,
  headers?: { readonly [name: string]: string },
) => Promise<AppAnswer>;

export type AppFixture = {
  readonly fixture: TestFixture;
  /** The text that the function has written to its log. */
  readonly log: () => string;
  /**
   * Returns a function that calls the app with a tenant's key. The key has the given scopes, or all
   * scopes of the categories if none are given.
   */
  readonly callerOf: (tenant: string, scopes?: readonly string[]) => Promise<AppCall>;
  /** Sends one `POST` with a JSON body. Returns the unread answer, because it may not be JSON. */
  readonly ask: (
    tenant: string,
    scopes: readonly string[],
    path: string,
    body: unknown,
  ) => Promise<Response>;
};

const everyScope = categories.flatMap(({ id }) =>
  ['write', 'read', 'delete', 'export'].map((action) => `${id}:${action}`),
);

/**
 * Creates the app of a function with a store in memory. Tests use the whole middleware of the app,
 * and real API keys.
 */
export function createAppFixture(createFunctionApp: (deps: ApiService) => App): AppFixture {
  const fixture = createTestFixture();
  const lines: string[] = [];
  const platform = {
    ...fixture.platform,
    config: testConfig({ LOG_LEVEL: 'trace' }),
    logTo: { write: (line: string) => void lines.push(line) },
  };
  const app = createFunctionApp(createApiService(platform, 'test'));
  return {
    fixture,
    log: () => lines.join(''),
    async ask(tenant, scopes, path, body) {
      await openTenant(platform, tenant);
      const key = await createApiKey(platform, { tenant, scopes });
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      return app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    },
    async callerOf(tenant, scopes = everyScope) {
      await openTenant(platform, tenant);
      const key = await createApiKey(platform, { tenant, scopes });
      return async (method, path, body, more = {}) => {
        const response = await app.request(path, {
          method,
          headers: {
            authorization: `Bearer ${key}`,
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...more,
          },
          ...(body !== undefined && {
            body: typeof body === 'string' ? body : JSON.stringify(body),
          }),
        });
        const text = await response.text();
        return { status: response.status, body: JSON.parse(text || '{}') as AppBody };
      };
    },
  };
}
