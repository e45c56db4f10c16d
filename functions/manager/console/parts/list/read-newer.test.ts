import { expect, it } from 'vitest';
import { type PageAsked, readNewer } from './read-newer.ts';

/** Creates a list of the API with `count` records that are newer than the position `old`. */
function createApi(count: number) {
  const asked: PageAsked[] = [];
  const read = async (page: PageAsked) => {
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

it('without newer records the position stays', async () => {
  const { read, asked } = createApi(0);
  expect(await readNewer(read, 'old')).toEqual({ items: [], newest: 'old', hasMore: false });
  expect(await readNewer(read, undefined)).toMatchObject({ newest: undefined });
  expect(asked.map((each) => Object.keys(each))).toEqual([['limit', 'after'], ['limit']]);
});
