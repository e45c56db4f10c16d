import type { Clock } from '#shared/base/time/clock.ts';
import { settledMicros } from '#shared/settings/late-writes.ts';
import { wholeTenant } from '#shared/settings/settings.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import { isOrdered } from '#shared/subjects/scopes/offboarding-order.ts';
import { scopeOf } from '#shared/subjects/scopes/scope-erasure.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { pendingErasures } from '../erasure/pending-erasures.ts';
import { runFound } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';
import { endTenant } from './end-tenant.ts';

export type EndTenantsDeps = RetryDeps & {
  readonly collections: readonly Collection[];
  readonly now: Clock;
  /** The public keys that verify orders of owners. */
  readonly publicKeys: PublicKeys;
};

/**
 * Ends each tenant whose erasure is due, if an owner has ordered the erasure.
 * @returns how many tenants this call has completely deleted
 */
export async function endTenants(deps: EndTenantsDeps, run: SweepRun): Promise<number> {
  const dueBefore = run.startedAt - settledMicros;
  const outcomes = await runFound(run, pendingErasures(dueBefore), async (erasure) => {
    const scope = scopeOf(erasure);
    const isDue = scope?.category === wholeTenant && scope.upTo <= dueBefore;
    const reading = { store: run.store, publicKeys: deps.publicKeys };
    if (!isDue || !(await isOrdered(reading, erasure))) return { complete: true, ended: false };
    return { complete: true, ended: await endTenant({ ...deps, ...run }, erasure) };
  });
  return outcomes.filter(({ ended }) => ended).length;
}
