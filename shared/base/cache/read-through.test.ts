import { expect, test } from 'vitest';
import { createReadThrough, rememberedMicros } from './read-through.ts';

function createCache() {
  const clock = { now: 1_000_000 };
  const stored: { [name: string]: string | undefined } = {};
  let reads = 0;
  const remember = createReadThrough<string | undefined>({ now: () => clock.now });
  const ask = (name: string, fresh?: boolean) =>
    remember(
      name,
      async () => {
        reads += 1;
        const found = stored[name];
        await new Promise((resolve) => setImmediate(resolve));
        clock.now += 1_000;
        return found;
      },
      fresh,
    );
  return { clock, stored, ask, reads: () => reads };
}

test('an answer is cached for 5 s from the start of its read, even if the read found no document', async () => {
  const { clock, stored, ask, reads } = createCache();
  const began = clock.now;
  expect(await ask('a')).toBeUndefined();
  stored['a'] = 'new';
  clock.now = began + rememberedMicros - 1;
  expect([await ask('a'), reads()]).toEqual([undefined, 1]);
  clock.now = began + rememberedMicros;
  expect([await ask('a'), reads()]).toEqual(['new', 2]);
});

test('simultaneous callers share one read', async () => {
  const { ask, reads } = createCache();
  await Promise.all([ask('a'), ask('a'), ask('b')]);
  expect(reads()).toBe(2);
});

test('a cached answer is not used if the clock was set back to a time before its read', async () => {
  const { clock, ask, reads } = createCache();
  await ask('a');
  clock.now -= 2_000;
  await ask('a');
  expect(reads()).toBe(2);
});

test('a fresh read uses neither the cache nor a running read, and other callers get its answer from the cache', async () => {
  const { stored, ask, reads } = createCache();
  stored['a'] = 'old';
  expect(await ask('a')).toBe('old');
  stored['a'] = 'new';
  expect([await ask('a'), await ask('a', true), await ask('a'), reads()]).toEqual([
    'old',
    'new',
    'new',
    2,
  ]);
  stored['b'] = 'old';
  const underWay = ask('b');
  stored['b'] = 'new';
  expect([await ask('b', true), await underWay]).toEqual(['new', 'old']);
});

test('after a failed read, the next caller reads again', async () => {
  const remember = createReadThrough<string>({ now: () => 0 });
  const fail = () => Promise.reject(new Error('away'));
  await expect(remember('a', fail)).rejects.toThrow('away');
  await expect(remember('a', fail, true)).rejects.toThrow('away');
  expect(await remember('a', async () => 'back')).toBe('back');
});
