import { isDeepStrictEqual } from 'node:util';
import { formatInstant, type Instant, parseInstant } from '#shared/base/time/instant.ts';
import type { Fields } from '#shared/records/record.ts';
import type { Revise } from '#shared/records/revise.ts';

/** An earlier value, and the instant at which it was replaced. */
export type Predecessor = { readonly value: unknown; readonly replaced_at: string };

/**
 * The earlier values of a customer, called predecessors. The latest predecessor of each key comes
 * first.
 */
export type History = { readonly [key: string]: readonly Predecessor[] };

/** The number of predecessors that are kept for each value. */
export const predecessorsMax = 5;

/**
 * The most bytes of JSON that a history may have. They are enough for five versions of the largest
 * allowed values, with their times.
 */
export const historyBytesMax = 393_216;

type Entry = readonly [key: string, predecessor: Predecessor];

function valuesOf(fields: Fields): ReadonlyMap<string, unknown> {
  return new Map(Object.entries((fields['values'] ?? {}) as Fields));
}

/** Compares values as JSON: 0 equals -0, and the order of keys does not matter. */
function isSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(left, JSON.parse(JSON.stringify(right)));
}

/** Returns the old values that a change replaces or removes. */
function replaced(previous: Fields, next: Fields, now: Instant): Entry[] {
  const values = valuesOf(next);
  return [...valuesOf(previous)]
    .filter(([key, value]) => !values.has(key) || !isSame(value, values.get(key)))
    .map(([key, value]) => [key, { value, replaced_at: formatInstant(now) }]);
}

function bytesOf([key, predecessor]: Entry): number {
  return Buffer.byteLength(JSON.stringify([key, predecessor])) + 1;
}

/**
 * Groups entries by their keys, the latest first. If the entries need too much space, the oldest
 * are dropped.
 */
function gather(entries: readonly Entry[]): History {
  const history = new Map<string, Predecessor[]>();
  let bytes = 0;
  for (const entry of entries) {
    const [key, predecessor] = entry;
    const known = history.get(key) ?? [];
    if (known.length >= predecessorsMax) continue;
    bytes += bytesOf(entry);
    if (bytes > historyBytesMax) break;
    history.set(key, [...known, predecessor]);
  }
  return Object.fromEntries(history);
}

/**
 * Adds the values that a change replaces or removes to the history of a customer, with the time of
 * the change. For each key the history keeps the last five of these values. An unchanged value is
 * not added. If the history becomes too large, its oldest values are dropped, so that the document
 * is always smaller than 1 MiB.
 */
export const keepHistory: Revise = (ctx, previous, next) => {
  const known = Object.entries((previous.apart?.['history'] ?? {}) as History)
    .flatMap(([key, all]) => all.map((each): Entry => [key, each]))
    // The sort is stable, so values that were replaced at the same instant keep their order.
    .toSorted(
      ([, left], [, right]) => Date.parse(right.replaced_at) - Date.parse(left.replaced_at),
    );
  // If a process with a faster clock has made the last change or created the customer, the time of
  // that change or creation may be later than now. Then the new entries get that time.
  const latest = known[0]?.[1].replaced_at ?? formatInstant(previous.createdAt);
  const at = Math.max(ctx.now(), parseInstant(latest));
  const added = replaced(previous.fields, next.fields, at);
  if (added.length === 0) return next;
  return { ...next, apart: { ...next.apart, history: gather([...added, ...known]) } };
};
