import { asActing } from '#shared/access/testing/as-acting.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { listRecords } from '#shared/records/list-records.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { createTenant } from '#shared/tenants/create-tenant.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import type { Platform } from '#shared/wiring/platform.ts';

/** Creates tenants for tests of the sign-in, and reads their manager logs. */
export function createTenantsOf(platform: Platform) {
  const { records, people, categories } = createApiService(platform, 'tenants');
  return {
    /**
     * Creates a tenant. Its owner must sign in at `issuer`, by default at the issuer of the
     * fixture.
     */
    async openTenant(id: string, owner: string, issuer?: string): Promise<void> {
      const issuers = people.issuers.map((one) => ({ ...one, issuer: issuer ?? one.issuer }));
      const deps = {
        ...records,
        ...people,
        issuers,
        categories,
        note: async () => {},
        findOperator: async () => {},
      };
      await createTenant(deps, { id, owner });
    },
    /** Returns the log of a tenant, the oldest entry first. */
    async entriesOf(tenant: string) {
      const scopes = new Set(['manager_log:read']);
      const actor = { kind: 'api_key', id: 'test' } as const;
      const caller = { tenant, scopes, settings: everythingOn(), actor };
      const ctx = { ...records, ...asActing(caller) };
      const input = { category: managerLog, filters: [], page: { limit: 100 } };
      const { items } = await listRecords(ctx, input);
      return items.map(({ fields }) => fields).toReversed();
    },
  };
}
