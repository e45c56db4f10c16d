import { type Instant, microsPerMilli, microsPerSecond } from '#shared/base/time/instant.ts';
import type { CategorySettings, PendingChange, TenantSettings } from '#shared/settings/settings.ts';
import type { PlannedChange } from './planned-change.ts';

const microsPerHour = 3_600 * microsPerSecond;

/** The clocks of two processes that plan the same change may differ by at most this time. */
const clocksMicros = 60 * microsPerSecond;

/**
 * The end of a cooling-off time that begins now, in whole milliseconds. A waiting change takes
 * effect at this instant.
 */
export function cooledOffAt(now: Instant, hours: number): Instant {
  return Math.ceil((now + hours * microsPerHour) / microsPerMilli) * microsPerMilli;
}

/**
 * What is needed to plan changes that wait for a cooling-off time: the time of the request by the
 * clocks of the process and of the database, and a function that makes ids.
 */
export type CoolingOff = {
  readonly now: Instant;
  /** The same instant by the database's clock, if it is known. */
  readonly databaseNow: Instant | undefined;
  readonly newId: () => string;
};

/** The parts of a planned change: `atOnce` takes effect at once, and the parts in `later` wait. */
export type SplitChange = {
  readonly atOnce: PlannedChange;
  readonly later: readonly PendingChange[];
};

/**
 * Splits a planned change. Parts that delete existing data wait for the cooling-off time, and the
 * rest takes effect at once.
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
 * The effect of a waiting change as a text, without its id and its times. Changes with the same
 * effect have the same text.
 */
function effectOf(change: PendingChange): string {
  switch (change.kind) {
    case 'cooling-off':
      return `${change.kind} ${change.hours}`;
    case 'shorten':
      return `${change.kind} ${change.category} ${change.days} ${change.chosen ?? ''}`;
    case 'switch-off':
      return `${change.kind} ${change.category} ${change.destination}`;
  }
}

/**
 * True if a later waiting change of the same setting will replace this change. A shorter retention
 * is never replaced, because the records that it hides stay hidden.
 */
function isReplaced(change: PendingChange, waiting: readonly PendingChange[]): boolean {
  if (change.kind === 'shorten') return false;
  const setting = (each: PendingChange) =>
    each.kind === 'switch-off' ? `${each.kind} ${each.category}` : each.kind;
  return waiting.findLast((each) => setting(each) === setting(change)) !== change;
}

/**
 * Adds the requested changes to the waiting changes. A requested change is not added if a waiting
 * change will have the same effect, at the same time or earlier. So a repeated request has no
 * second effect, and one cancellation is enough. The clocks of two processes may differ. So the
 * requested change is also not added if the waiting change takes effect up to {@link clocksMicros}
 * later than the requested change.
 * @param waiting the waiting changes, the earliest first
 * @returns `pending`: all changes that wait now; `asked`: those of them that the request asks for
 */
export function addPending(
  waiting: readonly PendingChange[],
  asked: readonly PendingChange[],
): { readonly pending: readonly PendingChange[]; readonly asked: readonly PendingChange[] } {
  const meant = asked.map((each) => {
    const earlier = waiting.find(
      (other) => effectOf(other) === effectOf(each) && !isReplaced(other, waiting),
    );
    const isInTime =
      earlier !== undefined && earlier.effectiveAt <= each.effectiveAt + clocksMicros;
    return isInTime ? earlier : each;
  });
  return { pending: [...new Set([...waiting, ...meant])], asked: meant };
}

/**
 * Leaves out the waiting changes that this request carries out at once, because the tenant now has
 * no cooling-off time. Otherwise these changes would later delete data a second time, also data
 * that was stored after this request.
 */
export function withoutDone(
  waiting: readonly PendingChange[],
  atOnce: readonly PlannedChange[],
): readonly PendingChange[] {
  const done = new Set(
    atOnce.flatMap(({ category, after, fence, shortening }) => [
      ...(fence === undefined ? [] : [`switch-off ${category.id} ${after.destination}`]),
      ...(shortening === undefined
        ? []
        : [`shorten ${category.id} ${shortening.days} ${after.retentionDays ?? ''}`]),
    ]),
  );
  return waiting.filter((change) => !done.has(effectOf(change)));
}

/**
 * Applies a change of the cooling-off time. A longer time takes effect at once, and cancels waiting
 * changes to shorter times. A shorter time takes effect only after the present cooling-off time.
 * @returns the time that is valid now, the changes that still wait, and in `later` a new change
 * that must wait
 */
export function chooseCoolingOff(
  settings: Pick<TenantSettings, 'coolingOffHours' | 'pending'>,
  chosen: number | undefined,
  { now, newId }: CoolingOff,
): Pick<TenantSettings, 'coolingOffHours' | 'pending'> & {
  readonly later: readonly PendingChange[];
} {
  const { coolingOffHours: hours, pending } = settings;
  if (chosen === undefined || chosen === hours)
    return { coolingOffHours: hours, pending, later: [] };
  if (chosen > hours)
    return {
      coolingOffHours: chosen,
      later: [],
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
  return { coolingOffHours: hours, pending, later: [shorter] };
}
