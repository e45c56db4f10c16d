import {
  actFor,
  type Checked,
  type Committing,
  retryChecked,
} from '#shared/access/commit-checked.ts';
import type { Acting } from '#shared/access/renew-caller.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { cancelledIn, fencesRef } from '#shared/settings/encode-settings.ts';
import { isCoolingOff } from '#shared/settings/live-rule.ts';
import {
  administrates,
  type ProfileDeps,
  readStored,
  type StoredSettings,
  writeSettings,
} from '#shared/tenants/change-profile.ts';
import { renderPending } from '#shared/tenants/render-pending.ts';
import { erasureRef, isPending } from '../erasure.ts';
import { cancellationWrites } from './cancel-erasure.ts';

/** What of a tenant cools off, as it is stored. Two reads. @throws Problem `scope-missing` */
export async function listPending(deps: ProfileDeps, caller: Acting) {
  administrates(caller);
  const { settings } = await readStored(deps, caller.tenant);
  return { items: renderPending(settings, deps.now()) };
}

type Now = Checked<Committing & ProfileDeps & Acting>;

/** More than these are not remembered: the oldest have been carried out as cancelled long ago. */
const cancelledMax = 100;

/** Names an erasure in the profile as taken back. From then on it is in force nowhere. */
async function takeBack(now: Now, { profile }: StoredSettings, id: string): Promise<void> {
  const { ref, version, data } = profile;
  const cancelled = [...cancelledIn(data), id].slice(-cancelledMax);
  const changed = { cancelled_erasures: cancelled, changed_at: now.now() };
  await now.commit([{ kind: 'update', ref, data: changed, version }]);
}

/** @returns the id, where it is an erasure, whose own document is still to be told */
async function cancel(now: Now, stored: StoredSettings, id: string): Promise<string | undefined> {
  const { settings } = stored;
  const instant = now.now();
  const left = settings.pending.filter((each) => each.id !== id || each.effectiveAt <= instant);
  if (left.length < settings.pending.length) {
    await writeSettings(now, stored, { ...settings, pending: left });
    return undefined;
  }
  const isThere = settings.erasures.some(
    (each) => each.erasure === id && isCoolingOff(each, instant),
  );
  if (!isThere) throw new Problem('record-not-found');
  await takeBack(now, stored, id);
  return id;
}

/** Tells the erasure that it was taken back, with its fence. Where this is cut off, the erase sweep does it. */
async function tellErasure(now: Now, id: string): Promise<void> {
  const [erasure, fences] = await now.store.getAll([
    erasureRef(now.tenant, id),
    fencesRef(now.tenant),
  ]);
  if (erasure === undefined || !isPending(erasure)) return;
  await now.commit(cancellationWrites(erasure, fences, now.now()));
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
  const acting = actFor(deps, caller);
  const cancelled = await retryChecked(acting, administrates, async (now) =>
    cancel(now, await readStored(now, now.tenant), id),
  );
  if (cancelled === undefined) return;
  await retryChecked(acting, administrates, (now) => tellErasure(now, cancelled));
}
