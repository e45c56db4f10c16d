import type { Clock } from '#shared/base/time/clock.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { categories } from '#shared/categories/registry.ts';
import { createLogger } from '#shared/http/logger.ts';
import { listRecords } from '#shared/records/list-records.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import type { Store } from '#shared/store/store.ts';
import { createTenant } from '#shared/tenants/create-tenant.ts';
import type { FakeKeyWrapper } from '#shared/vault/testing/create-fake-key-wrapper.ts';
import type { PersonAccess } from '#shared/wiring/person-access.ts';
import { createRecordDeps } from '#shared/wiring/record-deps.ts';

/** Tenants beside a sign-in, and their manager logs as somebody reads them who may. */
export function createTenantsOf(options: {
  readonly store: Store;
  readonly wrapper: FakeKeyWrapper;
  readonly now: Clock;
  readonly people: PersonAccess['people'];
}) {
  const { people, ...shared } = options;
  const logger = createLogger('silent', 'test');
  const deps = createRecordDeps({ ...shared, logger, lookupCost: 4, purgeShards: 4 });
  return {
    /** A tenant whose owner the issuer vouches for, who may be another than the one of the sign-in. */
    async openTenant(id: string, owner: string, issuer?: string): Promise<void> {
      const issuers = people.issuers.map((one) => ({ ...one, issuer: issuer ?? one.issuer }));
      const own = { ...deps, ...people, issuers, categories, note: async () => {} };
      await createTenant(own, { id, owner });
    },
    /** A tenant's log, the oldest first. */
    async entriesOf(tenant: string) {
      const scopes = new Set(['manager_log:read']);
      const actor = { kind: 'api_key', id: 'test' } as const;
      const ctx = { ...deps, tenant, scopes, settings: everythingOn(), actor };
      const input = { category: managerLog, filters: [], page: { limit: 100 } };
      const { items } = await listRecords(ctx, input);
      return items.map(({ fields }) => fields).toReversed();
    },
  };
}
