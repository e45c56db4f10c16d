import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenBuckets } from './token-buckets.ts';

function createFixture(change: Partial<Parameters<typeof createTokenBuckets>[0]> = {}) {
  let now = 0;
  const options = { perSecond: 2, burst: 3, monotonic: () => now, size: 100, ...change };
  return {
    buckets: createTokenBuckets(options),
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

test('requests are accepted until the bucket is empty, and must then wait for the next token', () => {
  const { buckets, advance } = createFixture();
  expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 0]);
  expect(buckets.take('a')).toBe(500);
  advance(200);
  expect(buckets.take('a')).toBe(300);
  advance(300);
  expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 500]);
});

test('each key has its own bucket', () => {
  const { buckets } = createFixture({ burst: 1 });
  expect([buckets.take('a'), buckets.take('b'), buckets.take('a')]).toEqual([0, 0, 500]);
});

test('reading the waiting time takes no token', () => {
  const { buckets } = createFixture({ burst: 1 });
  expect([buckets.waitFor('a'), buckets.waitFor('a'), buckets.has('a')]).toEqual([0, 0, false]);
  buckets.take('a');
  expect([buckets.waitFor('a'), buckets.has('a')]).toEqual([500, true]);
});

test('the number of keys in memory is limited', () => {
  const { buckets } = createFixture({ burst: 1, size: 10 });
  for (let key = 0; key < 1_000; key += 1) buckets.take(String(key));
  const kept = Array.from({ length: 1_000 }, (_, key) => buckets.has(String(key)));
  expect(kept.filter(Boolean)).toHaveLength(10);
});

test('the number of accepted requests is never larger than `burst` plus the number of tokens that were added since the start', () => {
  const steps = fc.array(fc.nat({ max: 700 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 9 }), (pauses, perSecond) => {
      const { buckets, advance } = createFixture({ perSecond, burst: 5 });
      let [elapsed, taken] = [0, 0];
      for (const pause of pauses) {
        advance(pause);
        elapsed += pause;
        if (buckets.take('a') === 0) taken += 1;
        expect(taken).toBeLessThanOrEqual(5 + (elapsed * perSecond) / 1_000 + 1e-6);
      }
    }),
  );
});
