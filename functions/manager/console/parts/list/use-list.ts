import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { PageQuery } from '#shared/client/category-types.ts';
import { useSession } from '../../session/session-context.tsx';
import { useNow } from '../use-now.ts';
import { dropExpired, type Listed, mergeNewer } from './merge-newer.ts';
import { type ListPage, pageSize, readNewer } from './read-newer.ts';

/** The number of records of the first page, and of each page of a look for newer records. */
const smallPageSize = 50;
/** The number of loaded rows after which more rows load only when the user of the console asks. */
const rowsBeforePause = 10_000;

type ListInput<T> = {
  /**
   * The name of the list and its filters. A filter may be personal, because the key stays in the
   * page's memory.
   */
  readonly key: readonly unknown[];
  /** Reads one page of the list, in the API's order: `client.customers.list`, or a search. */
  readonly read: (
    asked: PageQuery,
    options: { readonly signal: AbortSignal },
  ) => Promise<ListPage<T>>;
  /**
   * The time in milliseconds between two requests for new records. Undefined for lists that do not
   * look for new records, such as a search.
   */
  readonly pollMs?: number;
};

/** A list, and the functions that a page calls on it. */
export type List<T> = {
  /** The records that have not expired, in the API's order; undefined until a page was read. */
  readonly items: readonly T[] | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly retry: () => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  /** True if so many rows are loaded that the user must ask for more. */
  readonly isPaused: boolean;
  readonly goOn: () => void;
  /** The last request for new records. `error` is its failure, or null; `retry` repeats it. */
  readonly look: {
    readonly error: unknown;
    readonly isFetching: boolean;
    readonly retry: () => void;
  };
  /** Removes deleted records from the list. */
  readonly forget: (ids: readonly string[]) => void;
  /** Replaces a record with its latest state. */
  readonly replace: (item: T) => void;
};

type Pages<T> = { readonly pages: readonly ListPage<T>[]; readonly pageParams: readonly string[] };

type Loaded<T> = {
  readonly first: ListPage<T> | undefined;
  /** The records of all loaded pages. */
  readonly known: readonly T[] | undefined;
  /** True while the loaded pages are read again, or if this has failed. */
  readonly isReadAgain: boolean;
};

/**
 * Reads the records that are newer than the first page. Each look begins where the look before it
 * ended. While the list itself is read again, a look reads nothing.
 */
function useNewer<T extends Listed>(
  key: readonly unknown[],
  { read, pollMs }: ListInput<T>,
  { first, known, isReadAgain }: Loaded<T>,
) {
  const cache = useQueryClient();
  const [newer, setNewer] = useState<readonly T[]>([]);
  const newest = useRef<string>(undefined);
  const [name, from] = [JSON.stringify(key), first?.newest_cursor];
  useEffect(() => {
    newest.current = from ?? undefined;
    setNewer([]);
  }, [name, from]);
  const query = useQuery({
    queryKey: [...key, 'newer'],
    queryFn: async ({ signal }) => {
      const readAgain = () => {
        // A look must not interrupt a reading of the list that is already under way.
        const list = { queryKey: key, exact: true };
        void cache.invalidateQueries(list, { cancelRefetch: false });
        return 0;
      };
      if (isReadAgain) return readAgain();
      const ids = new Set([...(known ?? []), ...newer].map(({ id }) => id));
      const found = await readNewer((asked) => read(asked, { signal }), newest.current, {
        limit: smallPageSize,
        isKnown: ({ id }) => ids.has(id),
      });
      // With these records the list would have a gap. So the list itself is read again.
      if (found.hasMore) return readAgain();
      newest.current = found.newest;
      setNewer((before) => mergeNewer(before, found.items));
      return found.items.length;
    },
    enabled: pollMs !== undefined && first !== undefined,
    refetchInterval: pollMs ?? false,
    gcTime: 0,
  });
  const look = {
    error: query.error,
    // React Query draws a component again at each request if the component reads `isFetching`. So
    // this line reads it only after a failure. Otherwise each request would redraw a long list.
    isFetching: query.error !== null && query.isFetching,
    retry: () => void query.refetch(),
  };
  return [newer, setNewer, look] as const;
}

/**
 * Reads a list of the API page by page. It drops the rows when no component shows them any more.
 */
export function useList<T extends Listed>(input: ListInput<T>): List<T> {
  const cache = useQueryClient();
  const { membership } = useSession();
  const now = useNow(15_000);
  const [pauses, setPauses] = useState(1);
  const key = ['list', membership?.tenant, ...input.key];
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }) => {
      const asked =
        pageParam === '' ? { limit: smallPageSize } : { limit: pageSize, cursor: pageParam };
      return input.read(asked, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    // Without these settings, all loaded rows would be loaded again, for example when the window
    // gets the focus.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const { data, error, isFetching, isFetchNextPageError, isFetchingNextPage } = query;
  const known = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  const [newer, setNewer, look] = useNewer(key, input, {
    first: data?.pages[0],
    known,
    isReadAgain: query.isRefetching || query.isRefetchError,
  });
  const merged = useMemo(() => known && mergeNewer(known, newer), [known, newer]);
  const items = useMemo(() => merged && dropExpired(merged, now), [merged, now]);

  const rewrite = (change: (items: readonly T[]) => readonly T[]) => {
    cache.setQueryData<Pages<T>>(
      key,
      (before) =>
        before && {
          ...before,
          pages: before.pages.map((page) => {
            const changed = change(page.items);
            return changed === page.items ? page : { ...page, items: changed };
          }),
        },
    );
    setNewer(change);
  };
  return {
    items,
    error,
    isFetching,
    retry: () => void (isFetchNextPageError ? query.fetchNextPage() : query.refetch()),
    look,
    hasMore: query.hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => {
      if (!isFetching) void query.fetchNextPage();
    },
    isPaused: query.hasNextPage && (items?.length ?? 0) >= pauses * rowsBeforePause,
    goOn: () => {
      setPauses((items?.length ?? 0) / rowsBeforePause + 1);
      if (!isFetching) void query.fetchNextPage();
    },
    forget: (ids) => {
      const gone = new Set(ids);
      rewrite((all) =>
        all.some(({ id }) => gone.has(id)) ? all.filter(({ id }) => !gone.has(id)) : all,
      );
    },
    replace: (item) =>
      rewrite((all) =>
        all.some(({ id }) => id === item.id)
          ? all.map((each) => (each.id === item.id ? item : each))
          : all,
      ),
  };
}
