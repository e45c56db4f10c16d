import { expect, test } from 'vitest';
import type { StoredDocument } from '#shared/store/store.ts';
import { createRunnerFixture, everyThing } from './testing/create-runner-fixture.ts';
import { workOffPages, workThroughPages } from './work-through-pages.ts';

const unflagged = { ...everyThing, where: [{ field: 'flag', op: '==', value: false }] } as const;
const names = ['thing-0', 'thing-1', 'thing-2', 'thing-3', 'thing-4'];

/**
 * Creates five documents, and several functions that work on a page. Each function notes the
 * documents that it visits.
 */
async function createPages(isTimeUpAfter = Number.POSITIVE_INFINITY) {
  const fixture = await createRunnerFixture(names.length);
  const { store } = fixture;
  const met: string[][] = [];
  const work = (change: (page: readonly StoredDocument[]) => Promise<number>) => {
    return async (page: readonly StoredDocument[]) => {
      met.push(page.map(({ ref }) => ref.id));
      if (met.length > names.length) throw new Error('the work does not end');
      return change(page);
    };
  };
  return {
    ...fixture,
    met,
    deps: { store, isTimeUp: () => met.length >= isTimeUpAfter },
    keep: work(async () => 0),
    remove: work((page) => store.deleteEach(page)),
    flag: work(async (page) => {
      await store.commit(page.map(({ ref }) => ({ kind: 'update', ref, data: { flag: true } })));
      return page.length;
    }),
    /**
     * Deletes the documents of a page. The first time that the page contains the last document,
     * another process changes this document just before the deletion.
     */
    removeLate: work(async (page) => {
      const late = page.find(({ ref }) => ref.id === 'thing-4');
      if (late !== undefined && met.length <= pages.length)
        await store.commit([{ kind: 'update', ref: late.ref, data: { score: 5 } }]);
      return store.deleteEach(page);
    }),
  };
}

const pages = [['thing-0', 'thing-1'], ['thing-2', 'thing-3'], ['thing-4']];

test.each(['keep', 'remove', 'flag'] as const)(
  'working through pages visits each document once, even if the work deletes or changes it: %s',
  async (what) => {
    const { deps, met, ...work } = await createPages();
    expect(await workThroughPages(deps, unflagged, work[what])).toBe(true);
    expect(met).toEqual(pages);
  },
);

test.each(['remove', 'flag'] as const)(
  'working off pages visits each document exactly one time, if the query no longer finds it after the work: %s',
  async (what) => {
    const { deps, met, left, ...work } = await createPages();
    expect(await workOffPages(deps, unflagged, work[what])).toBe(true);
    expect(met).toEqual(pages);
    expect(await left(false)).toEqual([]);
  },
);

test('if a document of a page had changed and so was not removed, working off pages continues, even after a page that is not full', async () => {
  const { deps, met, left, removeLate } = await createPages();
  expect(await workOffPages(deps, unflagged, removeLate)).toBe(true);
  expect(met).toEqual([...pages, ['thing-4']]);
  expect(await left()).toEqual([]);
});

test('working off pages visits documents again if the query still finds them, until the time is up', async () => {
  const { deps, met, keep } = await createPages(3);
  expect(await workOffPages(deps, unflagged, keep)).toBe(false);
  expect(met).toEqual([pages[0], pages[0], pages[0]]);
});

test.each([
  ['through', workThroughPages],
  ['off', workOffPages],
] as const)(
  'working %s pages begins no page after the time is up, and the next run works on the remaining pages',
  async (_name, workPages) => {
    const { deps, met, remove, left, store } = await createPages(1);
    expect(await workPages(deps, unflagged, remove)).toBe(false);
    expect(met).toEqual([pages[0]]);
    expect(await left()).toEqual(names.slice(2));
    const next = { store, isTimeUp: () => false };
    expect(await workPages(next, unflagged, remove)).toBe(true);
    expect([met, await left()]).toEqual([pages, []]);
  },
);

test('working through pages ends with the first page that is not full, without another query', async () => {
  const { deps, keep, met, store } = await createPages();
  let queries = 0;
  const counting: typeof store = {
    ...store,
    query: async (query) => {
      queries += 1;
      return store.query(query);
    },
  };
  const wide = { ...everyThing, limit: names.length + 1 };
  expect(await workThroughPages({ ...deps, store: counting }, wide, keep)).toBe(true);
  expect([queries, met]).toEqual([1, [names]]);
});

test('a query without results causes no work', async () => {
  const { deps, met, keep } = await createPages();
  const none = { ...everyThing, tenant: 'beta' };
  expect(await workThroughPages(deps, none, keep)).toBe(true);
  expect(await workOffPages(deps, none, keep)).toBe(true);
  expect(met).toEqual([]);
});
