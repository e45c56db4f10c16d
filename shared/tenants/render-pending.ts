import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { isCancellable, takenFrom } from '#shared/settings/live-rule.ts';
import {
  type ErasureFence,
  type PendingChange,
  type TenantSettings,
  wholeTenant,
} from '#shared/settings/settings.ts';

function renderChange(change: PendingChange) {
  const { id, kind, askedAt, effectiveAt } = change;
  return {
    id,
    kind,
    category: change.kind === 'cooling-off' ? null : change.category,
    ...(change.kind === 'shorten' && { days: change.days }),
    ...(change.kind === 'switch-off' && { destination: change.destination }),
    ...(change.kind === 'cooling-off' && { cooling_off_hours: change.hours }),
    created_at: formatInstant(askedAt),
    effective_at: formatInstant(effectiveAt),
  };
}

function renderErasureFence(fence: ErasureFence) {
  const { erasure, category, coolsSince } = fence;
  const isWhole = category === wholeTenant;
  return {
    id: erasure,
    kind: isWhole ? 'erase-tenant' : 'erase-category',
    category: isWhole ? null : category,
    created_at: formatInstant(coolsSince ?? 0),
    effective_at: formatInstant(takenFrom(fence)),
  };
}

/** The changes and erasures that wait and can still be cancelled. The earliest comes first. */
export function renderPending({ pending, erasures }: TenantSettings, now: Instant) {
  const changes = pending.filter(({ effectiveAt }) => now < effectiveAt).map(renderChange);
  const erasing = erasures.filter((each) => isCancellable(each, now)).map(renderErasureFence);
  return [...changes, ...erasing].toSorted((one, other) =>
    one.effective_at < other.effective_at ? -1 : 1,
  );
}
