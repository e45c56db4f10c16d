import {
  actFor,
  type Checked,
  type Committing,
  retryChecked,
} from '#shared/access/commit-checked.ts';
import type { Acting } from '#shared/access/renew-caller.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Ledger, openLedger } from '#shared/ledger/open-ledger.ts';
import {
  cancelledIn,
  decodeDecisions,
  fencesRef,
  heldBy,
  pendingIn,
  profileChangedAt,
} from '#shared/settings/encode-settings.ts';
import { isCancellable } from '#shared/settings/live-rule.ts';
import type { PendingChange } from '#shared/settings/settings.ts';
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

/**
 * Lists the waiting changes and erasures of a tenant that can still be cancelled. They take effect
 * when the cooling-off time is over. The list costs two reads.
 * @throws Problem `scope-missing`
 */
export async function listPending(deps: ProfileDeps, caller: Acting) {
  administrates(caller);
  const { settings } = await readStored(deps, caller.tenant);
  return { items: renderPending(settings, deps.now()) };
}

type Now = Checked<Committing & ProfileDeps & Acting>;

/**
 * The maximum number of cancelled erasures in a profile. Older entries are dropped, because the
 * erase sweep has marked these erasures as cancelled long ago.
 */
const cancelledMax = 100;

/** Writes into the profile that an erasure is cancelled. From then on the erasure has no effect. */
async function takeBack(now: Now, { profile }: StoredSettings, id: string): Promise<void> {
  const { ref, version, data } = profile;
  const cancelled = [...cancelledIn(data), id].slice(-cancelledMax);
  const changed_at = profileChangedAt(data, now.now());
  const changed = { cancelled_erasures: cancelled, changed_at };
  await now.commit([{ kind: 'update', ref, data: changed, version }]);
}

/** True if the settings contain neither this change, waiting or due, nor this erasure. */
function isGone({ profile, settings }: StoredSettings, id: string): boolean {
  const isListed = pendingIn(profile.data).some((each) => each.id === id);
  return !isListed && !settings.erasures.some(({ erasure }) => erasure === id);
}

/**
 * True if a change that is no longer listed has taken effect since an earlier attempt. Then the
 * profile contains a new decision about its category, or its cooling-off time.
 */
function hasTakenEffect(
  change: PendingChange,
  before: StoredSettings,
  after: StoredSettings,
): boolean {
  const data = after.profile.data;
  if (change.kind === 'cooling-off') return data['cooling_off_hours'] === change.hours;
  const earlier = decodeDecisions(before.profile.data);
  const { fences, shortenings } = heldBy(decodeDecisions(data), earlier, false);
  return [...fences, ...shortenings].some(({ category }) => category === change.category);
}

/**
 * Decides about a change or erasure that is not in the settings. It counts as cancelled only if an
 * earlier attempt found it and it did not take effect meanwhile. Then the answer to the earlier
 * commit was lost, or another caller was faster. If the clock of another process is ahead, that
 * process may let a change take effect before its time. {@link hasTakenEffect} recognises this.
 * After the end of the cooling-off time a change never counts as cancelled. By then the erase sweep
 * may have carried out and removed the decision, so its absence would prove nothing.
 * @param before the settings in which an earlier attempt found it
 * @returns the id if it belongs to an erasure
 */
function cancelledBefore(
  now: Now,
  before: StoredSettings | undefined,
  after: StoredSettings,
  id: string,
): string | undefined {
  if (before === undefined) throw new Problem('record-not-found');
  const change = pendingIn(before.profile.data).find((each) => each.id === id);
  const isCancelled =
    change === undefined
      ? cancelledIn(after.profile.data).includes(id)
      : now.now() < change.effectiveAt && !hasTakenEffect(change, before, after);
  if (!isCancelled) throw new Problem('record-not-found');
  return change === undefined ? id : undefined;
}

/**
 * Cancels a waiting change or erasure in the profile.
 * @returns the id if it belongs to an erasure, because then the document of the erasure must be
 * changed too; otherwise undefined
 */
async function cancel(
  now: Now,
  ledger: Ledger,
  stored: StoredSettings,
  id: string,
): Promise<string | undefined> {
  const { settings } = stored;
  const instant = now.now();
  const left = settings.pending.filter((each) => each.id !== id || each.effectiveAt <= instant);
  if (left.length < settings.pending.length) {
    await writeSettings(now, stored, { ...settings, pending: left }, ledger);
    return undefined;
  }
  const isThere = settings.erasures.some(
    (each) => each.erasure === id && isCancellable(each, instant),
  );
  if (!isThere) throw new Problem('record-not-found');
  await takeBack(now, stored, id);
  return id;
}

/**
 * Marks the document of the erasure as cancelled, and removes its fence. If the process is killed
 * before this commit, the erase sweep does both.
 */
async function tellErasure(now: Now, id: string): Promise<void> {
  const [erasure, fences] = await now.store.getAll([
    erasureRef(now.tenant, id),
    fencesRef(now.tenant),
  ]);
  if (erasure === undefined || !isPending(erasure)) return;
  await now.commit(cancellationWrites(erasure, fences, now.now()));
}

/**
 * Cancels a waiting change or erasure, as long as it has not taken effect. The erasure of a tenant
 * can be cancelled only until 45 s before it takes effect. A cancelled change or erasure deletes
 * nothing.
 * @throws Problem `scope-missing`, `contention`, and `record-not-found` if no change or erasure
 * with this id can be cancelled
 */
export async function cancelPending(
  deps: ProfileDeps,
  caller: Acting,
  { id }: { readonly id: string },
): Promise<void> {
  administrates(caller);
  const ledger = openLedger({ ...deps, tenant: caller.tenant });
  const acting = actFor(deps, caller);
  let before: StoredSettings | undefined;
  const cancelled = await retryChecked(acting, administrates, async (now) => {
    const stored = await readStored(now, now.tenant);
    if (isGone(stored, id)) return cancelledBefore(now, before, stored, id);
    before = stored;
    return cancel(now, ledger, stored, id);
  });
  if (cancelled === undefined) return;
  await retryChecked(acting, administrates, (now) => tellErasure(now, cancelled));
}
