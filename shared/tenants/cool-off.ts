import { type Instant, microsPerMilli, microsPerSecond } from '#shared/base/time/instant.ts';
import type { CategorySettings, PendingChange, TenantSettings } from '#shared/settings/settings.ts';
import type { PlannedChange } from './planned-change.ts';

const microsPerHour = 3_600 * microsPerSecond;

/**
 * When a change that is requested now takes effect after its cooling-off time. In whole
 * milliseconds.
 */
export function cooledOffAt(now: Instant, hours: number): Instant {
  return Math.ceil((now + hours * microsPerHour) / microsPerMilli) * microsPerMilli;
}

/** The source of the ids of changes that wait, and the time of their request by both clocks. */
export type CoolingOff = {
  readonly now: Instant;
  /** The same moment by the database's clock, if that is known. */
  readonly databaseNow: Instant | undefined;
  readonly newId: () => string;
};

/** The parts of a change that wait, and the parts that take effect at once. */
export type SplitChange = {
  readonly atOnce: PlannedChange;
  readonly later: readonly PendingChange[];
};

/**
 * Splits a planned change: parts that delete nothing take effect at once, the others wait for the
 * cooling-off time.
 */
export function splitChange(
  change: PlannedChange,
  hours: number,
  { now, databaseNow, newId }: CoolingOff,
): SplitChange {
  const { category, before, after, fence, shortening } = change;
  if (hours === 0 || (fence === undefined && shortening === undefined))
    return { atOnce: change, later: [] };
  const effectiveAt = cooledOffAt(now, hours);
  const each = () => ({ id: newId(), askedAt: now, effectiveAt, category: category.id });
  const storedBy = databaseNow && databaseNow + (effectiveAt - now);
  const later: PendingChange[] = [];
  if (fence !== undefined)
    later.push({
      ...each(),
      kind: 'switch-off',
      destination: after.destination,
      ...(storedBy !== undefined && { storedBy }),
    });
  if (shortening !== undefined)
    later.push({ ...each(), kind: 'shorten', days: shortening.days, chosen: after.retentionDays });
  const kept: CategorySettings = {
    destination: fence === undefined ? after.destination : before.destination,
    retentionDays: shortening === undefined ? after.retentionDays : before.retentionDays,
  };
  const atOnce = { ...change, after: kept, fence: undefined, shortening: undefined };
  return { atOnce, later };
}

/**
 * The cooling-off time that a change chooses. A longer time takes effect at once and cancels
 * shorter ones that still wait. A shorter time waits first, for as long as the present one.
 */
export function chooseCoolingOff(
  settings: Pick<TenantSettings, 'coolingOffHours' | 'pending'>,
  chosen: number | undefined,
  { now, newId }: CoolingOff,
): Pick<TenantSettings, 'coolingOffHours' | 'pending'> {
  const { coolingOffHours: hours, pending } = settings;
  if (chosen === undefined || chosen === hours) return { coolingOffHours: hours, pending };
  if (chosen > hours)
    return {
      coolingOffHours: chosen,
      pending: pending.filter((each) => each.kind !== 'cooling-off' || each.hours >= chosen),
    };
  const effectiveAt = cooledOffAt(now, hours);
  const shorter: PendingChange = {
    id: newId(),
    kind: 'cooling-off',
    askedAt: now,
    effectiveAt,
    hours: chosen,
  };
  return { coolingOffHours: hours, pending: [...pending, shorter] };
}
