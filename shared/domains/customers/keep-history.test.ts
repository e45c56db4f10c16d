import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createInstantSequence } from '#shared/base/time/clock.ts';
import { formatInstant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import { createTestFixture, testStart } from '#shared/records/testing/create-test-context.ts';
import { scheduleStore } from '#shared/records/testing/schedule-store.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { historyBytesMax, keepHistory } from './keep-history.ts';
import { readHistory } from './read-history.ts';

type Values = { readonly [key: string]: unknown };

const category = customers;
const bodyOf = (values: Values | undefined) => ({
  email: 'anna@example.com',
  authenticated_by: 'sso',
  values,
});

function createWorld() {
  const fixture = createTestFixture([category]);
  const ctx = fixture.contextOf('acme');
  const put = (values: Values | undefined, by = ctx) =>
    upsertRecord(by, { category, body: bodyOf(values), revise: keepHistory });
  return { fixture, ctx, put };
}

const key = fc.constantFrom('a', 'b', '__proto__', 'constructor');
const value = fc.oneof(
  fc.constantFrom(0, -0, '', null, false, [1], { x: 1, y: 2 }),
  fc.jsonValue(),
);
const values = fc
  .array(fc.tuple(key, value), { maxLength: 4 })
  .map((entries) => JSON.parse(JSON.stringify(Object.fromEntries(entries))) as Values);
/**
 * Applies a JSON Merge Patch (RFC 7396). The test compares the product's implementation with this
 * function.
 */
function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof target === 'object' && target !== null && !Array.isArray(target);
  const result = new Map(Object.entries(isObject ? target : {}));
  for (const [name, value] of Object.entries(patch))
    if (value === null) result.delete(name);
    else result.set(name, merged(result.get(name), value));
  return Object.fromEntries(result);
}

const change = fc.record({
  by: fc.constantFrom('PUT', 'PATCH'),
  values: fc.option(values, { nil: undefined }),
  wait: fc.nat(20 * microsPerDay),
});

/**
 * Returns the earlier values that must be kept: for each key, the last five values that were
 * replaced or removed.
 */
function expected(log: readonly { at: string; values: Values }[]): Map<string, unknown[]> {
  const kept = new Map<string, unknown[]>();
  for (const [index, { at, values: now }] of log.entries()) {
    const before = log[index - 1]?.values ?? {};
    for (const [name, old] of Object.entries(before)) {
      const isKept = Object.hasOwn(now, name) && canonical(now[name]) === canonical(old);
      if (isKept) continue;
      const known = kept.get(name) ?? [];
      kept.set(name, [{ value: old, replaced_at: at }, ...known].slice(0, 5));
    }
  }
  return kept;
}

/**
 * Returns JSON text in which the keys of each object are in order. Each object is put in an object
 * with the key `sorted`, so that its text differs from the text of an array.
 */
function canonical(json: unknown): string {
  return JSON.stringify(json, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? { sorted: Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)) }
      : inner,
  );
}

test('after any changes, the history contains the last five earlier values of each key, with their times', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 14 }), async (changes) => {
      const { fixture, ctx, put } = createWorld();
      const { record } = await put({ a: 'first' });
      const log: { at: string; values: Values }[] = [
        { at: formatInstant(testStart), values: { a: 'first' } },
      ];
      for (const { by, values: next, wait } of changes) {
        // At least a millisecond passes between two changes, because answers give times in
        // milliseconds.
        fixture.clock.now += microsPerMilli + wait;
        // A PATCH refuses the key `__proto__`, so the test sends a PUT instead.
        const isPut = by === 'PUT' || JSON.stringify(next ?? {}).includes('__proto__');
        const former = log.at(-1)?.values ?? {};
        const now = (isPut ? next : merged(former, next ?? null)) as Values | null | undefined;
        if (isPut) await put(next);
        else
          await correctRecord(ctx, {
            category,
            id: record.id,
            body: { values: next ?? null },
            revise: keepHistory,
          });
        log.push({ at: formatInstant(fixture.clock.now), values: now ?? {} });
        // The same values are sent again. This request must add no earlier value.
        await put(now ?? undefined);
      }
      const { values: history } = await readHistory(ctx, { id: record.id });
      expect(new Map(Object.entries(history))).toEqual(expected(log));
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('after simultaneous upserts, the history contains every value except the one that was stored last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 5 }), async (scheduler, count) => {
      const { fixture, ctx, put } = createWorld();
      const { record } = await put({ n: 'first' });
      const store = scheduleStore(scheduler, fixture.store);
      const work = Array.from({ length: count }, (_, n) =>
        put({ n }, { ...fixture.otherProcess('acme'), store }),
      );
      const answers = await scheduler.waitFor(Promise.all(work));
      expect(new Set(answers.map((each) => each.record.id))).toEqual(new Set([record.id]));
      const { values: history } = await readHistory(ctx, { id: record.id });
      const before = (history['n'] ?? []).map((each) => each.value);
      const numbers = Array.from({ length: count }, (_, n) => n);
      expect(before).toHaveLength(count);
      const last = numbers.filter((n) => !before.includes(n));
      expect(last).toHaveLength(1);
      expect(new Set([...before, ...last])).toEqual(new Set(['first', ...numbers]));
    }),
    { numRuns: 30 },
  );
}, 60_000);

test('even if a process with a faster clock has made a change, the latest earlier values come first, and the oldest are dropped', async () => {
  const { fixture, ctx, put } = createWorld();
  const ahead = { ...fixture.otherProcess('acme'), now: () => fixture.clock.now + 8_000_000 };
  const { record } = await put({ n: 0 });
  await put({ n: 1 }, ahead);
  for (const n of [2, 3, 4, 5, 6, 7]) await put({ n });
  const { values: history } = await readHistory(ctx, { id: record.id });
  expect(history['n']?.map((each) => each.value)).toEqual([6, 5, 4, 3, 2]);
});

test('if a process with a faster clock created a customer, the history gives no time before the creation', async () => {
  const { fixture, ctx, put } = createWorld();
  const now = () => fixture.clock.now + 8_000_000;
  const other = fixture.otherProcess('acme');
  const ahead = { ...other, now, nextInstants: createInstantSequence(now) };
  const { record } = await put({ n: 0 }, ahead);
  await put({ n: 1 });
  const { values: history } = await readHistory(ctx, { id: record.id });
  expect(history['n']).toEqual([{ value: 0, replaced_at: formatInstant(record.createdAt) }]);
});

describe('a history with a limited size', () => {
  const large = (seed: number) =>
    Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [`value-${at}`, `${seed}`.padEnd(300, 'x')]),
    );

  test('contains five earlier values of each key, even if a customer has the largest allowed values', async () => {
    const { fixture, ctx, put } = createWorld();
    const { record } = await put(large(0));
    expect(JSON.stringify(large(0)).length).toBeGreaterThan(60_000);
    for (let round = 1; round <= 7; round += 1) {
      fixture.clock.now += microsPerMilli;
      await put(large(round));
    }
    const { values: history } = await readHistory(ctx, { id: record.id });
    expect(Object.keys(history)).toHaveLength(200);
    for (const all of Object.values(history))
      expect(all.map((each) => String(each.value)[0])).toEqual(['6', '5', '4', '3', '2']);
  });

  test('drops its oldest values if keys are added and removed many times, so that the document is smaller than 1 MiB', async () => {
    const { fixture, ctx, put } = createWorld();
    const { record } = await put({});
    for (let round = 0; round < 12; round += 1) {
      fixture.clock.now += microsPerMilli;
      await put(Object.fromEntries(Object.entries(large(0)).map(([k, v]) => [`${k}-${round}`, v])));
    }
    const { values: history } = await readHistory(ctx, { id: record.id });
    expect(JSON.stringify(history).length).toBeLessThan(historyBytesMax);
    const kept = new Set(Object.keys(history).map((each) => each.split('-')[2]));
    // The record still has the keys of the last round, so they are not in the history. Of the
    // earlier rounds, the history keeps the latest.
    expect([kept.has('11'), kept.has('10'), kept.has('6'), kept.has('0')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    const ref = { tenant: 'acme', collection: category.id, id: record.id };
    const stored = await fixture.store.get(ref);
    const bytes = Object.values(stored?.data ?? {})
      .map((each) => (each instanceof Uint8Array ? each.length : String(each).length))
      .reduce((sum, each) => sum + each, 0);
    expect(bytes).toBeLessThan(600_000);
  });
});

test('a history is stored encrypted; the ciphertext of another field cannot be decrypted as a history', async () => {
  const { fixture, ctx, put } = createWorld();
  const { record } = await put({ city: 'Brüggerfelden' });
  await put({ city: 'Köln' });
  const ref = { tenant: 'acme', collection: category.id, id: record.id };
  const stored = await fixture.store.get(ref);
  const sealed = Buffer.from(stored?.data['history_aes'] as Uint8Array);
  expect(sealed.length).toBeGreaterThan(29);
  expect(sealed.toString('utf8')).not.toContain('Brüggerfelden');
  // The test stores the ciphertext of the present values as the history. As a history this
  // ciphertext cannot be decrypted.
  if (stored === undefined) throw new Error('nothing stored');
  const data = { ...stored.data, history_aes: stored.data['values_aes'] };
  await fixture.store.commit([{ kind: 'replace', ref, data, version: stored.version }]);
  await expect(readHistory(ctx, { id: record.id })).rejects.toThrow();
});
