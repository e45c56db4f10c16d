import type { Caller } from '#shared/access/caller.ts';
import { apiKeyScopes } from '#shared/access/manage-api-keys.ts';
import { inviteMember } from '#shared/access/members/manage-members.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { categories } from '#shared/categories/registry.ts';
import type { ManagerLogWriter } from '#shared/manager-log/create-manager-log-writer.ts';
import { changeProfile } from '#shared/tenants/change-profile.ts';
import { createTenant, type NewTenant } from '#shared/tenants/create-tenant.ts';
import { modulesOf } from '#shared/tenants/modules.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { demoOperator, invitedTo } from './demo-managers.ts';
import { demoTenants } from './demo-tenants.ts';

/**
 * Creates the tenants of the demo, with their people, all modules and categories on, and an API key with every
 * scope for each. @returns the keys by tenant
 */
export async function openDemoTenants(platform: Platform): Promise<Map<string, string>> {
  const { records, people, managerLog } = createApiService(platform, 'tenants');
  const deps = { ...records, ...people, categories };
  const scopes = apiKeyScopes(categories);
  const everything = categories.map(({ id }) => [id, { destination: 'server' }]);
  const keys = await Promise.all(
    demoTenants.map(async (tenant): Promise<[string, string]> => {
      const { id, owner } = tenant;
      const modules = modulesOf(categories);
      const note = (created: NewTenant) => noteCreation(managerLog, created);
      const { settings } = await createTenant(
        { ...deps, note, findOperator: async () => {} },
        { id, owner, modules },
      );
      const actor = { kind: 'api_key', id: 'demo' } as const;
      // Nobody changes this caller's rights while the demo begins, so nothing is checked again.
      const renewed = async (known: Caller) => known;
      const caller = { tenant: id, scopes: new Set(scopes), settings, actor, renewed };
      await changeProfile(deps, caller, { categories: Object.fromEntries(everything) });
      for (const invited of invitedTo(tenant)) await inviteMember(deps, caller, invited);
      const key = await createApiKey(platform, { tenant: id, scopes });
      return [id, key];
    }),
  );
  return new Map(keys);
}

/** Does what `POST /v1/tenants` does for the operator. */
async function noteCreation(log: ManagerLogWriter, { id: tenant, settings }: NewTenant) {
  const by = { actor: demoOperator().email, actorId: 'demo-operator' };
  await log.record({ tenant, settings, ...by, action: 'tenants.create', outcome: 'requested' });
}
