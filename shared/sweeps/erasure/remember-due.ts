import type { Instant } from '#shared/base/time/instant.ts';
import { type LedgerDeps, openLedger } from '#shared/ledger/open-ledger.ts';
import type { Fence, TenantSettings } from '#shared/settings/settings.ts';
import type { Store } from '#shared/store/store.ts';

/**
 * Writes a tenant's due decisions into the ledger, before the sweep carries them out. A decision
 * that can still be cancelled is not due, so it is not written. If at least one decision is due,
 * the call costs one commit.
 */
export async function rememberDue(
  deps: Omit<LedgerDeps, 'tenant'> & { readonly store: Store },
  tenant: string,
  settings: TenantSettings,
  dueBefore: Instant,
): Promise<void> {
  const isDue = ({ upTo }: Fence) => upTo <= dueBefore;
  const decisions = {
    fences: settings.fences.filter(isDue),
    shortenings: settings.shortenings.filter(isDue),
  };
  if (decisions.fences.length + decisions.shortenings.length === 0) return;
  await openLedger({ ...deps, tenant }).remember(deps.store, { kind: 'clearance', decisions });
}
