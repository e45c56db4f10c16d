import type { Instant } from '#shared/base/time/instant.ts';
import { type LedgerDeps, openLedger } from '#shared/ledger/open-ledger.ts';
import type { Fence, TenantSettings } from '#shared/settings/settings.ts';
import type { Store } from '#shared/store/store.ts';

/**
 * Notes a tenant's due decisions in the ledger before they are carried out. While a decision can be
 * cancelled, the ledger does not contain it. If a decision is due, the note costs one commit.
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
