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

test('what was read is remembered for 5 s from the moment the read began, absence included', async () => {
  const { clock, stored, ask, reads } = createCache();
  const began = clock.now;
  expect(await ask('a')).toBeUndefined();
  stored['a'] = 'new';
  clock.now = began + rememberedMicros - 1;
  expect([await ask('a'), reads()]).toEqual([undefined, 1]);
  clock.now = began + rememberedMicros;
  expect([await ask('a'), reads()]).toEqual(['new', 2]);
});

test('who asks at once shares a read', async () => {
  const { ask, reads } = createCache();
  await Promise.all([ask('a'), ask('a'), ask('b')]);
  expect(reads()).toBe(2);
});

test('a clock that goes back forgets', async () => {
  const { clock, ask, reads } = createCache();
  await ask('a');
  clock.now -= 2_000;
  await ask('a');
  expect(reads()).toBe(2);
});

test('who asks for what is stored now gets it, past what is remembered and what is under way, and others profit', async () => {
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

test('a read that fails is not remembered', async () => {
  const remember = createReadThrough<string>({ now: () => 0 });
  const fail = () => Promise.reject(new Error('away'));
  await expect(remember('a', fail)).rejects.toThrow('away');
  await expect(remember('a', fail, true)).rejects.toThrow('away');
  expect(await remember('a', async () => 'back')).toBe('back');
});
