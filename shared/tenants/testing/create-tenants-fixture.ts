import { createAuthenticate } from '#shared/access/authenticate.ts';
import type { Caller } from '#shared/access/caller.ts';
import type { CredentialRequest } from '#shared/access/identity.ts';
import { categories } from '#shared/categories/registry.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { createTenant } from '../create-tenant.ts';

/** Tenants in memory, and people who are whoever their token says. */
export function createTenantsFixture() {
  const fixture = createTestFixture();
  const deps = { ...fixture.contextOf('-'), categories };
  /** Another process: it has caches of its own. */
  const newAuthenticate = () =>
    createAuthenticate({
      ...deps,
      people: {
        lookup: deps.lookup,
        identify: async ({ headers }) => {
          const email = headers.get('authorization')?.replace('Bearer as:', '');
          return email === undefined ? undefined : { identity: { email } };
        },
      },
    });
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
