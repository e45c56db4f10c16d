import { isDeepStrictEqual } from 'node:util';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Fields } from '#shared/records/record.ts';
import type { Revise } from '#shared/records/revise.ts';

/** What a value was before, until an instant. */
export type Predecessor = { readonly value: unknown; readonly replaced_at: string };

/** Predecessors of a customer's values by their keys, the latest first. */
export type History = { readonly [key: string]: readonly Predecessor[] };

/** How many predecessors a value keeps. */
export const predecessorsMax = 5;

/** JSON that a history may take: five versions of the largest values that a customer may have, and their times. */
export const historyBytesMax = 393_216;

type Entry = readonly [key: string, predecessor: Predecessor];

function valuesOf(fields: Fields): ReadonlyMap<string, unknown> {
  return new Map(Object.entries((fields['values'] ?? {}) as Fields));
}

/** JSON knows no negative zero, and no other order of keys. */
function isSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(left, JSON.parse(JSON.stringify(right)));
}

/** The old values that a change replaces or removes. */
function replaced(previous: Fields, next: Fields, now: Instant): Entry[] {
  const values = valuesOf(next);
  return [...valuesOf(previous)]
    .filter(([key, value]) => !values.has(key) || !isSame(value, values.get(key)))
    .map(([key, value]) => [key, { value, replaced_at: formatInstant(now) }]);
}

function bytesOf([key, predecessor]: Entry): number {
  return Buffer.byteLength(JSON.stringify([key, predecessor])) + 1;
}

/** Gathers entries, the latest first, by their keys; the oldest of all go where they would take too much. */
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
 * Keeps the last five predecessors of each of a customer's values with the times of their replacement, also of a
 * value that is taken away; a value that stays as it is adds nothing. All of it is bounded, so that a document stays
 * below 1 MiB: beyond that the oldest go.
 */
export const keepHistory: Revise = (ctx, previous, next) => {
  const added = replaced(previous.fields, next.fields, ctx.now());
  if (added.length === 0) return next;
  const known = Object.entries((previous.apart?.['history'] ?? {}) as History)
    .flatMap(([key, all]) => all.map((each): Entry => [key, each]))
    // Stable, so that what was replaced in one instant keeps its order.
    .toSorted(
      ([, left], [, right]) => Date.parse(right.replaced_at) - Date.parse(left.replaced_at),
    );
  return { ...next, apart: { ...next.apart, history: gather([...added, ...known]) } };
};
