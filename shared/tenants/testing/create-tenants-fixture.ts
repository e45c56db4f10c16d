import type { CredentialRequest, Identify } from '#shared/access/identity.ts';
import type { Acting } from '#shared/access/renew-caller.ts';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { categories } from '#shared/categories/registry.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { createTenant } from '../create-tenant.ts';

export const testIssuer: Issuer = {
  issuer: 'https://id.example.org',
  clientId: 'console',
  audience: 'console',
  jwksUri: undefined,
  name: 'Example',
  emailDomains: undefined,
  prompt: undefined,
};

const identify: Identify = async ({ headers }) => {
  const [, email, issuer = testIssuer.issuer] =
    /^Bearer as:([^|]+)(?:\|(.+))?$/.exec(headers.get('authorization') ?? '') ?? [];
  return email === undefined ? undefined : { identity: { email, issuer } };
};

/**
 * Creates tenants in memory. In these tests a person's token contains the person's email address,
 * and the URL of an issuer if it is not {@link testIssuer}.
 */
export function createTenantsFixture(issuers: readonly Issuer[] = [testIssuer]) {
  const fixture = createTestFixture();
  const { people } = createApiService(fixture.platform, 'tenants');
  const deps = { ...fixture.contextOf('-'), ...people, issuers, categories };
  /** Makes an `authenticate` with empty caches, like that of a new process. */
  const newAuthenticate = () =>
    createApiService({ ...fixture.platform, identify }, 'tenants').authenticate;
  /**
   * A request of a person. If `email` contains a bar (`|`), the text after the bar is the URL of
   * another issuer.
   */
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
    callerOf: async (email: string, tenant?: string): Promise<Acting> => {
      const find = async () => (await authenticate.caller(requestOf(email, tenant))).caller;
      return { ...(await find()), renewed: find };
    },
    open: (id: string, owner: string, modules: readonly string[] = [], issuer?: string) => {
      const body = { id, owner, modules, ...(issuer !== undefined && { issuer }) };
      return createTenant({ ...deps, note: async () => {}, findOperator: async () => {} }, body);
    },
  };
}
