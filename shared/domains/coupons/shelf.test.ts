import { describe, expect, test } from 'vitest';
import type { StoredDocument, Version } from '#shared/store/store.ts';
import { Shelf } from './shelf.ts';
import type { Stretch } from './stock-search.ts';

/** A stock in memory that counts its queries. */
function createStock(ids: readonly string[], loaded = 1_000) {
  const stock = new Set(ids);
  const clock = { now: 0 };
  const looks: Stretch[] = [];
  const documentOf = (id: string): StoredDocument => ({
    ref: { tenant: 'acme', collection: 'coupon_stock', id },
    data: {},
    version: '1' as Version,
  });
  const places: string[] = [];
  const source = {
    now: () => clock.now,
    random: () => 0.5,
    randomPlace: () => places.shift() ?? '5',
    loaded,
    find: async (stretch: Stretch) => {
      looks.push(stretch);
      const { after = '', limit } = stretch;
      return [...stock]
        .filter((id) => id > after)
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
  /** Takes codes for callers who arrive at the same time. Each caller uses its code. */
  const takeAtOnce = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const id = (await shelf.take(source))?.ref.id;
        if (id !== undefined) use(id);
        return id;
      }),
    );
  return { stock, clock, places, looks, shelf, source, take, use, takeAtOnce };
}

const rest = () => new Promise((resolve) => setImmediate(resolve));
const ids = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, '0')}`);

describe('callers of one process', () => {
  test('that arrive at the same time each get a different code, with two queries', async () => {
    const { takeAtOnce, looks } = createStock(ids(500, '7'));
    const taken = await takeAtOnce(100);
    expect(new Set(taken).size).toBe(100);
    expect(taken).not.toContain(undefined);
    expect(looks).toHaveLength(2);
  });

  test('get codes from before the random place if there are no codes after it', async () => {
    const { take } = createStock(ids(30, '1'));
    expect(new Set(await Promise.all([take(), take()])).size).toBe(2);
  });

  test('hold at most three codes at a time; if a code comes back unused, the next search begins at another place', async () => {
    const { take, shelf, places, looks } = createStock([...ids(50, '3'), ...ids(50, '7')]);
    places.push('2', '2', '6');
    const taken: (string | undefined)[] = [];
    for (let count = 0; count < 20; count += 1) void take().then((id) => taken.push(id));
    await rest();
    expect(taken).toHaveLength(3);
    shelf.settle(taken[0] ?? '', 'used');
    shelf.settle(taken[1] ?? '', 'used');
    await rest();
    expect(taken).toHaveLength(5);
    shelf.settle(taken[2] ?? '', 'open');
    await rest();
    expect(taken.map((id) => id?.[0]).join('')).toBe('333337');
    expect(looks.map(({ after }) => after)).toEqual(['2', '2', '6']);
  });

  test('get no code from an empty stock, and do not wait', async () => {
    const { take } = createStock([]);
    expect(await Promise.all([take(), take(), take()])).toEqual([undefined, undefined, undefined]);
  });

  test('wait while another caller has the last code, and get the code when that caller returns it', async () => {
    const { take, shelf } = createStock(['7a']);
    const first = await take();
    let second: string | undefined = 'nothing yet';
    const waiting = take().then((id) => {
      second = id;
    });
    await rest();
    expect([first, second]).toEqual(['7a', 'nothing yet']);
    shelf.settle('7a', 'open');
    await waiting;
    expect(second).toBe('7a');
  });

  test('get no code after another caller has used the last code', async () => {
    const { take, use } = createStock(['7a']);
    const [first, waiting] = [await take(), take()];
    use(first);
    expect(await waiting).toBeUndefined();
  });
});

test('a code that its caller uses while a query runs is not given to another caller', async () => {
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

test('spare codes of a query are given out for ten seconds, but not after the clock was set back', async () => {
  const { takeAtOnce, clock, looks } = createStock(ids(50, '7'));
  clock.now = 60_000_000;
  await takeAtOnce(1);
  clock.now += 10_000_000;
  await takeAtOnce(1);
  expect(looks).toHaveLength(1);
  clock.now += 1;
  await takeAtOnce(1);
  expect(looks).toHaveLength(2);
  clock.now -= 1;
  await takeAtOnce(1);
  expect(looks).toHaveLength(3);
});

test('a failing query gives an error to the callers that waited for the query, and not to later callers', async () => {
  const { take, shelf, source } = createStock(['7a']);
  const away = { ...source, find: async () => Promise.reject(new Error('away')) };
  await expect(shelf.take(away)).rejects.toThrow('away');
  expect(await take()).toBe('7a');
});

test('if some codes cannot be decrypted, all other codes are still given out', async () => {
  const { take, shelf, takeAtOnce } = createStock(ids(60, '7'));
  const unreadable = new Set<string>();
  for (let count = 0; count < 40; count += 1) {
    const id = (await take()) ?? '';
    unreadable.add(id);
    shelf.settle(id, 'unreadable');
  }
  const readable = await takeAtOnce(20);
  expect(readable.filter((id) => id === undefined || unreadable.has(id))).toEqual([]);
  expect(new Set(readable).size).toBe(20);
});

test('codes that a restored backup has put back in stock are given out again', async () => {
  const { takeAtOnce, stock } = createStock(ids(60, '7'));
  await takeAtOnce(60);
  expect(await takeAtOnce(1)).toEqual([undefined]);
  for (const id of ids(60, '7')) stock.add(id);
  expect(new Set(await takeAtOnce(60))).toEqual(new Set(ids(60, '7')));
});

describe('a small stock', () => {
  test('is given out completely with one query, which reads it from its beginning', async () => {
    const { takeAtOnce, looks } = createStock(ids(10, '1'), 10);
    expect(new Set(await takeAtOnce(10)).size).toBe(10);
    expect(looks).toEqual([{ limit: 20 }]);
  });

  test('that was refilled is searched once more from its beginning, and then from a random place', async () => {
    const { takeAtOnce, stock, looks } = createStock(ids(3, '1'), 3);
    await takeAtOnce(3);
    expect(await takeAtOnce(1)).toEqual([undefined]);
    looks.length = 0;
    for (const id of ids(500, '7')) stock.add(id);
    // For up to 5 s after a load, the cache of a process may still contain the earlier number of
    // loaded codes.
    await takeAtOnce(50);
    expect(looks).toEqual([{ limit: 20 }, { after: '5', limit: 49 }]);
  });
});
