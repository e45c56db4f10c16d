import { expect, test } from 'vitest';
import { pagesOf } from './list-states.tsx';

/** Creates a fake query that has loaded two pages. `calls` counts the calls of its functions. */
function createQuery(state: {
  readonly isFetching?: boolean;
  readonly isFetchNextPageError?: boolean;
}) {
  const calls = { next: 0, all: 0 };
  const query = {
    data: { pages: [{ items: ['a', 'b'] }, { items: ['c'] }] },
    error: null,
    isFetching: false,
    isFetchingNextPage: false,
    isFetchNextPageError: false,
    hasNextPage: true,
    fetchNextPage: () => (calls.next += 1),
    refetch: () => (calls.all += 1),
    ...state,
  };
  return { list: pagesOf(query), calls };
}

test('the entries of all pages of a query form one list', () => {
  expect(createQuery({}).list).toMatchObject({ items: ['a', 'b', 'c'], hasMore: true });
});

test('a retry loads only the page that failed', () => {
  const later = createQuery({ isFetchNextPageError: true });
  later.list.retry();
  expect(later.calls).toEqual({ next: 1, all: 0 });
  const first = createQuery({});
  first.list.retry();
  expect(first.calls).toEqual({ next: 0, all: 1 });
});

test('while the list is loading, a second click loads no further page', () => {
  const busy = createQuery({ isFetching: true });
  busy.list.loadMore();
  const idle = createQuery({});
  idle.list.loadMore();
  expect([busy.calls.next, idle.calls.next]).toEqual([0, 1]);
});
