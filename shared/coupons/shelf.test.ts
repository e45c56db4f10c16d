import { describe, expect, test } from 'vitest';
import type { StoredDocument, Version } from '../store/store.ts';
import { Shelf, type Stretch } from './shelf.ts';

/** A stock in memory whose looks are counted. */
function createStock(ids: readonly string[], loaded = 1_000) {
  const stock = new Set(ids);
  const clock = { now: 0 };
  const looks: Stretch[] = [];
  const documentOf = (id: string): StoredDocument => ({
    ref: { tenant: 'acme', collection: 'coupon_stock', id },
    data: {},
    version: '1' as Version,
  });
  const source = {
    now: () => clock.now,
    random: () => 0.5,
    randomPlace: () => '5',
    loaded,
    find: async (stretch: Stretch) => {
      looks.push(stretch);
      const { after = '', before = '~', limit } = stretch;
      return [...stock]
        .filter((id) => id > after && id < before)
        .toSorted()
        .slice(0, limit)
        .map(documentOf);
    },
  };
  const shelf = new Shelf();
  const take = async () => (await shelf.take(source))?.ref.id;
  const use = (id: string | undefined) => {
    stock.delete(id ?? '');
    shelf.settle(id ?? '', 'used');
  };
  return { stock, clock, looks, shelf, source, take, use };
}

const ids = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, '0')}`);

describe('callers of one process', () => {
  test('who come at once each get another code, for two looks', async () => {
    const { take, looks } = createStock(ids(500, '7'));
    const taken = await Promise.all(Array.from({ length: 100 }, take));
    expect(new Set(taken).size).toBe(100);
    expect(taken).not.toContain(undefined);
    expect(looks).toHaveLength(2);
  });

  test('get what lies before the place where the look began, when nothing lies behind it', async () => {
    const { take } = createStock(ids(30, '1'));
    expect(new Set(await Promise.all([take(), take()])).size).toBe(2);
  });

  test('are told that nothing is there, when nothing is', async () => {
    const { take } = createStock([]);
    expect(await Promise.all([take(), take(), take()])).toEqual([undefined, undefined, undefined]);
  });

  test('wait while another holds the last code, and get it when it comes back', async () => {
    const { take, shelf } = createStock(['7a']);
    const first = await take();
    let second: string | undefined = 'nothing yet';
    const waiting = take().then((id) => {
      second = id;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([first, second]).toEqual(['7a', 'nothing yet']);
    shelf.settle('7a', 'open');
    await waiting;
    expect(second).toBe('7a');
  });

  test('are told that nothing is there once the last code is used', async () => {
    const { take, use } = createStock(['7a']);
    const [first, waiting] = [await take(), take()];
    use(first);
    expect(await waiting).toBeUndefined();
  });
});

test('a code that was used while a look was under way is not handed out again', async () => {
  const { take, use, shelf, source } = createStock(ids(3, '7'));
  const first = await take();
  const late = {
    ...source,
    find: async (stretch: Stretch) => {
      const found = await source.find(stretch);
      use(first);
      return found;
    },
  };
  shelf.settle('nobody', 'open');
  const taken = [await shelf.take(late), await shelf.take(late)].map((each) => each?.ref.id);
  expect(taken).not.toContain(first);
  expect(new Set(taken).size).toBe(2);
});

test('spare codes serve for ten seconds, no longer, and not after a clock that went back', async () => {
  const { take, clock, looks } = createStock(ids(50, '7'));
  clock.now = 60_000_000;
  await take();
  clock.now += 10_000_000;
  await take();
  expect(looks).toHaveLength(1);
  clock.now += 1;
  await take();
  expect(looks).toHaveLength(2);
  clock.now -= 1;
  await take();
  expect(looks).toHaveLength(3);
});

test('a failing look fails those who waited for it, and nobody after them', async () => {
  const { take, shelf, source } = createStock(['7a']);
  const away = { ...source, find: async () => Promise.reject(new Error('away')) };
  await expect(shelf.take(away)).rejects.toThrow('away');
  expect(await take()).toBe('7a');
});

test('codes that cannot be read hide none of the others', async () => {
  const { take, shelf } = createStock(ids(60, '7'));
  const unreadable = new Set<string>();
  for (let count = 0; count < 40; count += 1) {
    const id = (await take()) ?? '';
    unreadable.add(id);
    shelf.settle(id, 'unreadable');
  }
  const readable = await Promise.all(Array.from({ length: 20 }, take));
  expect(readable.filter((id) => id === undefined || unreadable.has(id))).toEqual([]);
  expect(new Set(readable).size).toBe(20);
});
