import type { Instant } from '#shared/base/time/instant.ts';
import type {
  CategorySettings,
  Decisions,
  Destination,
  Fence,
  PendingChange,
  Shortening,
} from './settings.ts';

/** The fields that not every kind of change has, in the order in which they are stored. */
function partsOf(change: PendingChange): (string | number)[] {
  switch (change.kind) {
    case 'switch-off':
      return [change.category, change.destination, change.storedBy ?? ''];
    case 'shorten':
      return [change.category, change.days, change.chosen ?? ''];
    case 'cooling-off':
      return [change.hours];
  }
}

const numberIn = (text: string | undefined) =>
  text === undefined || text === '' ? undefined : Number(text);

/**
 * Changes that wait for the end of their cooling-off time, in the form in which the profile stores
 * them.
 */
export function encodePending(pending: readonly PendingChange[]): string[] {
  return pending.map((change) =>
    [change.id, change.kind, change.askedAt, change.effectiveAt, ...partsOf(change)].join('='),
  );
}

function decodeChange([id = '', kind, askedAt, effectiveAt, ...parts]: readonly string[]):
  | PendingChange
  | undefined {
  const each = { id, askedAt: Number(askedAt), effectiveAt: Number(effectiveAt) };
  const [first = '', second = '', third] = parts;
  const last = numberIn(third);
  switch (kind) {
    case 'cooling-off':
      return { ...each, kind, hours: Number(first) };
    case 'shorten':
      return { ...each, kind, category: first, days: Number(second), chosen: last };
    case 'switch-off': {
      const storedBy = last === undefined ? {} : { storedBy: last };
      return { ...each, kind, category: first, destination: second as Destination, ...storedBy };
    }
    case undefined:
    default:
      return undefined;
  }
}

/** The inverse of {@link encodePending}. The change that takes effect earliest comes first. */
export function decodePending(entries: readonly (readonly string[])[]): PendingChange[] {
  return entries
    .flatMap((entry) => decodeChange(entry) ?? [])
    .toSorted((one, other) => one.effectiveAt - other.effectiveAt);
}

/** Adds a fence. It replaces earlier fences of the same category. */
export function withFence(fences: readonly Fence[], fence: Fence): Fence[] {
  return [...fences.filter(({ category }) => category !== fence.category), fence];
}

/**
 * Adds a shortened retention. An earlier shortened retention of the category is also kept if it has
 * fewer days. So the records that the earlier one hides are not shown again.
 */
export function withShortening(
  earlier: readonly Shortening[],
  shortening: Shortening,
): Shortening[] {
  const { category, days } = shortening;
  return [...earlier.filter((each) => each.category !== category || each.days < days), shortening];
}

function fenceOf(change: Extract<PendingChange, { kind: 'switch-off' }>): Fence {
  const { category, effectiveAt, storedBy } = change;
  return { category, upTo: effectiveAt, ...(storedBy !== undefined && { storedBy }) };
}

function shorteningOf(change: Extract<PendingChange, { kind: 'shorten' }>): Shortening {
  return { category: change.category, upTo: change.effectiveAt, days: change.days };
}

/** The fences and shortened retentions of pending changes, as {@link Decisions}. */
export function decisionsIn(pending: readonly PendingChange[]): Decisions {
  return {
    fences: pending.flatMap((each) => (each.kind === 'switch-off' ? [fenceOf(each)] : [])),
    shortenings: pending.flatMap((each) => (each.kind === 'shorten' ? [shorteningOf(each)] : [])),
  };
}

/** The part of the settings that can change when a cooling-off time ends. */
export type Cooling = Decisions & {
  readonly categories: { readonly [categoryId: string]: CategorySettings | undefined };
  readonly coolingOffHours: number;
  readonly pending: readonly PendingChange[];
};

function applied(settings: Cooling, change: PendingChange): Cooling {
  if (change.kind === 'cooling-off') return { ...settings, coolingOffHours: change.hours };
  const { category } = change;
  const own = settings.categories[category] ?? { destination: 'off', retentionDays: undefined };
  const withOwn = (next: CategorySettings) => ({ ...settings.categories, [category]: next });
  if (change.kind === 'switch-off') {
    const categories = withOwn({ ...own, destination: change.destination });
    return { ...settings, categories, fences: withFence(settings.fences, fenceOf(change)) };
  }
  const isShorter = own.retentionDays === undefined || own.retentionDays > change.days;
  return {
    ...settings,
    ...(isShorter && { categories: withOwn({ ...own, retentionDays: change.chosen }) }),
    shortenings: withShortening(settings.shortenings, shorteningOf(change)),
  };
}

/** Applies all changes whose cooling-off time has ended, in the order in which they take effect. */
export function applyCooledOff<S extends Cooling>(settings: S, now: Instant): S {
  const { pending } = settings;
  const isDue = ({ effectiveAt }: PendingChange) => effectiveAt <= now;
  const due = pending.filter(isDue);
  if (due.length === 0) return settings;
  const left = pending.filter((each) => !isDue(each));
  return { ...settings, ...due.reduce<Cooling>(applied, settings), pending: left };
}
