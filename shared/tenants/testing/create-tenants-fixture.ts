import type { Caller } from '#shared/access/caller.ts';
import type { CredentialRequest, Identify } from '#shared/access/identity.ts';
import { categories } from '#shared/categories/registry.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { createTenant } from '../create-tenant.ts';

const identify: Identify = async ({ headers }) => {
  const email = headers.get('authorization')?.replace('Bearer as:', '');
  return email === undefined ? undefined : { identity: { email } };
};

/** Tenants in memory, and people who are whoever their token says. */
export function createTenantsFixture() {
  const fixture = createTestFixture();
  const deps = { ...fixture.contextOf('-'), categories };
  /** Another process: it has caches of its own. */
  const newAuthenticate = () =>
    createApiService({ ...fixture.platform, identify }, 'tenants').authenticate;
  const requestOf = (email: string, tenant?: string): CredentialRequest => ({
    method: 'GET',
    headers: new Headers({
      authorization: `Bearer as:${email}`,
      ...(tenant !== undefined && { 'mayfly-tenant': tenant }),
    }),
  });
  const authenticate = newAuthenticate();
  return {
    ...fixture,
    deps,
    authenticate,
    newAuthenticate,
    requestOf,
    callerOf: async (email: string, tenant?: string): Promise<Caller> =>
      (await authenticate.caller(requestOf(email, tenant))).caller,
    open: (id: string, owner: string, modules: readonly string[] = []) =>
      createTenant({ ...deps, note: async () => {} }, { id, owner, modules }),
  };
}
