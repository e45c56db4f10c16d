import { expect, it } from 'vitest';
import type { PageQuery } from '#shared/client/category-types.ts';
import { readNewer } from './read-newer.ts';

/** Creates a list of the API with `count` records that are newer than the position `old`. */
function createApi(count: number) {
  const asked: PageQuery[] = [];
  const read = async (page: PageQuery) => {
    asked.push(page);
    const { limit = 50, cursor } = page;
    const begin = Number(cursor ?? 0);
    const end = Math.min(begin + limit, count);
    return {
      items: Array.from({ length: end - begin }, (_, at) => begin + at),
      next_cursor: end < count ? String(end) : null,
      newest_cursor: count === 0 ? null : `newest-of-${String(begin)}`,
    };
  };
  return { read, asked };
}

it('all records that are newer are read, even if they fill several pages', async () => {
  const { read, asked } = createApi(450);
  const { items, newest, hasMore } = await readNewer(read, 'old');
  expect(items).toEqual(Array.from({ length: 450 }, (_, at) => at));
  expect(asked.every(({ after }) => after === 'old')).toBe(true);
  expect([newest, hasMore]).toEqual(['newest-of-0', false]);
});

it('if more than a thousand records are newer, the result says that it is not complete', async () => {
  const { items, hasMore } = await readNewer(createApi(1_001).read, 'old');
  expect([items.length, hasMore]).toEqual([1_000, true]);
  expect((await readNewer(createApi(1_000).read, 'old')).hasMore).toBe(false);
});

/** Options of a look, as the console's lists give them. The records from `from` on are known. */
const lookUntil = (from: number) => ({ limit: 50, isKnown: (record: number) => record >= from });

it('in a busy list, a look for newer records ends at the first page that has only known records', async () => {
  const { read, asked } = createApi(2_000);
  const { items, newest, hasMore } = await readNewer(read, 'old', lookUntil(60));
  expect(items).toEqual(Array.from({ length: 150 }, (_, at) => at));
  expect(asked.map(({ limit, cursor }) => [limit, cursor])).toEqual([
    [50, undefined],
    [50, '50'],
    [50, '100'],
  ]);
  expect([newest, hasMore]).toEqual(['newest-of-0', false]);
});

it('a look has no gap if it has reached a known record, even if further records come after it', async () => {
  const { items, hasMore } = await readNewer(createApi(2_000).read, 'old', lookUntil(999));
  expect([items.length, hasMore]).toEqual([1_000, false]);
});

it('a look that has not reached a known record says that records are missing', async () => {
  const { items, hasMore } = await readNewer(createApi(2_000).read, 'old', lookUntil(1_000));
  expect([items.length, hasMore]).toEqual([1_000, true]);
});

it('without newer records the position stays', async () => {
  const { read, asked } = createApi(0);
  expect(await readNewer(read, 'old')).toEqual({ items: [], newest: 'old', hasMore: false });
  expect(await readNewer(read, undefined)).toMatchObject({ newest: undefined });
  expect(asked.map((each) => Object.keys(each))).toEqual([['limit', 'after'], ['limit']]);
});
