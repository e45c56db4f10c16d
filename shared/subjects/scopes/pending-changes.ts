import {
  actFor,
  type Checked,
  type Committing,
  retryChecked,
} from '#shared/access/commit-checked.ts';
import type { Acting } from '#shared/access/renew-caller.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { encodeErasures } from '#shared/settings/encode-settings.ts';
import { isCoolingOff } from '#shared/settings/live-rule.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import {
  administrates,
  type ProfileDeps,
  readStored,
  type StoredSettings,
  writeSettings,
} from '#shared/tenants/change-profile.ts';
import { renderPending } from '#shared/tenants/render-pending.ts';
import { cancelledErasure, erasureRef, isPending } from '../erasure.ts';

/** What of a tenant cools off, as it is stored. Two reads. @throws Problem `scope-missing` */
export async function listPending(deps: ProfileDeps, caller: Acting) {
  administrates(caller);
  const { settings } = await readStored(deps, caller.tenant);
  return { items: renderPending(settings, deps.now()) };
}

type Now = Checked<Committing & ProfileDeps & Acting>;

/** Takes back an erasure with its fence, in one commit. */
async function cancelErasure(
  now: Now,
  fences: StoredDocument,
  { erasures }: TenantSettings,
  id: string,
): Promise<void> {
  const erasure = await now.store.get(erasureRef(now.tenant, id));
  if (erasure === undefined || !isPending(erasure)) throw new Problem('record-not-found');
  const left = encodeErasures(erasures.filter((each) => each.erasure !== id));
  const { ref, data, version } = fences;
  await now.commit([
    { kind: 'replace', ref, data: { ...data, erasures: left }, version },
    {
      kind: 'replace',
      ref: erasure.ref,
      data: cancelledErasure(erasure.data, now.now()),
      version: erasure.version,
    },
  ]);
}

async function cancel(now: Now, stored: StoredSettings, id: string): Promise<void> {
  const { settings, fences } = stored;
  const instant = now.now();
  const left = settings.pending.filter((each) => each.id !== id || each.effectiveAt <= instant);
  if (left.length < settings.pending.length)
    return writeSettings(now, stored, { ...settings, pending: left });
  const isThere = settings.erasures.some(
    (each) => each.erasure === id && isCoolingOff(each, instant),
  );
  if (fences === undefined || !isThere) throw new Problem('record-not-found');
  return cancelErasure(now, fences, settings, id);
}

/**
 * Cancels what cools off, up to the instant before it takes effect. What it was to delete stays.
 * @throws Problem `scope-missing`, `contention`, and `record-not-found` when nothing of that id
 * cools off any more
 */
export async function cancelPending(
  deps: ProfileDeps,
  caller: Acting,
  { id }: { readonly id: string },
): Promise<void> {
  administrates(caller);
  return retryChecked(actFor(deps, caller), administrates, async (now) =>
    cancel(now, await readStored(now, now.tenant), id),
  );
}
