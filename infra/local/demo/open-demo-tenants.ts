import { apiKeyScopes } from '#shared/access/manage-api-keys.ts';
import { inviteMember } from '#shared/access/members/manage-members.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { categories } from '#shared/categories/registry.ts';
import { modulesOf } from '#shared/tenants/modules.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { createDemoTenant } from './create-demo-tenant.ts';
import { invitedTo } from './demo-managers.ts';
import { demoTenants } from './demo-tenants.ts';

/**
 * Creates the tenants of the demo with their people. All modules and categories are switched on.
 * Each tenant gets an API key with every scope. @returns the API keys by tenant
 */
export async function openDemoTenants(platform: Platform): Promise<Map<string, string>> {
  const everything = categories.map(({ id }) => [id, { destination: 'server' as const }] as const);
  const keys = await Promise.all(
    demoTenants.map(async (tenant): Promise<[string, string]> => {
      const { id, owner } = tenant;
      const { deps, caller } = await createDemoTenant(platform, {
        id,
        owner,
        modules: modulesOf(categories),
        categories: Object.fromEntries(everything),
      });
      for (const invited of invitedTo(tenant)) await inviteMember(deps, caller, invited);
      const key = await createApiKey(platform, { tenant: id, scopes: apiKeyScopes(categories) });
      return [id, key];
    }),
  );
  return new Map(keys);
}
