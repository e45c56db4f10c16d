import type { Caller } from '#shared/access/caller.ts';
import { apiKeyScopes } from '#shared/access/manage-api-keys.ts';
import { categories } from '#shared/categories/registry.ts';
import type { ManagerLogWriter } from '#shared/manager-log/create-manager-log-writer.ts';
import { changeProfile } from '#shared/tenants/change-profile.ts';
import { createTenant, type NewTenant } from '#shared/tenants/create-tenant.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { demoOperator } from './demo-managers.ts';

type Wanted = {
  readonly id: string;
  readonly owner: string;
  readonly modules: readonly string[];
  /** Where each category is stored. */
  readonly categories: { readonly [id: string]: { readonly destination: 'server' | 'device' } };
};

/**
 * Creates a tenant of the local stack, with its owner. @returns the dependencies for
 * further changes of the tenant, and a caller with all scopes
 */
export async function createDemoTenant(
  platform: Platform,
  { id, owner, modules, categories: chosen }: Wanted,
) {
  const { records, people, managerLog } = createApiService(platform, 'tenants');
  const deps = { ...records, ...people, categories };
  const note = (created: NewTenant) => noteCreation(managerLog, created);
  const { settings } = await createTenant(
    { ...deps, note, findOperator: async () => {} },
    { id, owner, modules },
  );
  const actor = { kind: 'api_key', id: 'demo' } as const;
  // The rights of this caller never change. So no check loads them again.
  const renewed = async (known: Caller) => known;
  const scopes = new Set(apiKeyScopes(categories));
  const caller = { tenant: id, scopes, settings, actor, renewed };
  await changeProfile(deps, caller, { categories: chosen });
  return { deps, caller };
}

/**
 * Records the creation in the manager log of the new tenant, as `POST /v1/tenants` does for an
 * operator.
 */
async function noteCreation(log: ManagerLogWriter, { id: tenant, settings }: NewTenant) {
  const by = { actor: demoOperator().email, actorId: 'demo-operator' };
  await log.record({ tenant, settings, ...by, action: 'tenants.create', outcome: 'requested' });
}
