import { decodeSettings, encodeSettings } from '#shared/settings/encode-settings.ts';
import type { Fence, Shortening } from '#shared/settings/settings.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentRef, Store } from '#shared/store/store.ts';
import type { TenantSwept } from './sweep-tenant.ts';

const isSameFence = (a: Fence) => (b: Fence) => a.category === b.category && a.upTo === b.upTo;
const isSameShortening = (a: Shortening) => (b: Shortening) =>
  isSameFence(a)(b) && a.days === b.days;

/** Takes out of a tenant's control document what has been carried out; what came in meanwhile stays. */
export async function forgetCarriedOut(
  deps: RetryDeps & { readonly store: Store },
  control: DocumentRef,
  { fences, shortenings }: Pick<TenantSwept, 'fences' | 'shortenings'>,
): Promise<void> {
  if (fences.length + shortenings.length === 0) return;
  await retryOnConflict(deps, async () => {
    const current = await deps.store.get(control);
    if (current === undefined) return;
    const settings = decodeSettings(current.data);
    const left = {
      ...settings,
      fences: settings.fences.filter((each) => !fences.some(isSameFence(each))),
      shortenings: settings.shortenings.filter((each) => !shortenings.some(isSameShortening(each))),
    };
    const pending = left.fences.length > 0 || left.shortenings.length > 0;
    const data = { ...current.data, ...encodeSettings(left), pending };
    await deps.store.commit([{ kind: 'replace', ref: control, data, version: current.version }]);
  });
}
