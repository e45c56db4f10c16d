import { useFormats, useTexts } from '../../language/language-context.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { Message } from '../message.tsx';
import { listTexts } from './list-texts.ts';

/** What `ListStates` needs to know about a list. */
type Loaded<T> = {
  /** Undefined until the first answer came. */
  readonly items: readonly T[] | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly retry: () => void;
};

type Paged<T> = Loaded<T> & {
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
};

/** A query of the API that reads a list page by page. */
type PagedQuery<T> = {
  readonly data: { readonly pages: readonly { readonly items: readonly T[] }[] } | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly hasNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
};

/** Returns a paged query as a list. If a later page failed, a retry loads only that page. */
export function pagesOf<T>(query: PagedQuery<T>): Paged<T> {
  const { data, error, isFetching, isFetchingNextPage, isFetchNextPageError } = query;
  return {
    items: data?.pages.flatMap(({ items }) => items),
    error,
    isFetching,
    retry: () => void (isFetchNextPageError ? query.fetchNextPage() : query.refetch()),
    hasMore: query.hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => {
      if (!isFetching) void query.fetchNextPage();
    },
  };
}

/** Returns a query as a list. The answer of the query must contain the whole list. */
export function answerOf<T>(query: {
  readonly data: { readonly items: readonly T[] } | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}): Loaded<T> {
  const { data, error, isFetching } = query;
  return { items: data?.items, error, isFetching, retry: () => void query.refetch() };
}

/**
 * Shows that a list is loading, has failed or is empty. If the list has entries, shows only the
 * failure of a later request.
 */
export function ListStates(props: {
  readonly list: Loaded<unknown> & { readonly hasMore?: boolean };
  /** The text for an empty list: a sentence, or a title with a sentence. */
  readonly empty: string | { readonly title: string; readonly detail: string };
  /** True if an outline is shown instead of the entries while they load. */
  readonly isOutlined?: boolean;
}) {
  const texts = useTexts(listTexts);
  const { items, error, isFetching, retry, hasMore = false } = props.list;
  if (error !== null && error !== undefined)
    return <FailureNotice error={error} isRetrying={isFetching} retry={retry} />;
  if (items === undefined)
    return (
      <p className={props.isOutlined === true ? 'ghost ghost-rows waiting' : 'waiting'}>
        {texts.loading}
      </p>
    );
  if (items.length > 0 || hasMore) return null;
  if (typeof props.empty === 'string') return <p className="soft">{props.empty}</p>;
  return <Message {...props.empty} />;
}

/** Says that a list has more entries than the loaded ones, and offers a button that loads more. */
export function ListMore({
  list,
  action,
}: {
  readonly list: Paged<unknown>;
  readonly action?: string;
}) {
  const texts = useTexts(listTexts);
  const formats = useFormats();
  if (!list.hasMore || list.items === undefined) return null;
  return (
    <div className="list-foot">
      <p className="soft" role="status">
        {texts.some(formats.plural(list.items.length, texts.row))}
      </p>
      <button
        className="plain-button"
        type="button"
        aria-disabled={list.isLoadingMore}
        onClick={list.loadMore}
      >
        {list.isLoadingMore ? texts.loading : (action ?? texts.more)}
      </button>
    </div>
  );
}
