import { useInfiniteQuery } from '@tanstack/react-query';
import type { FoundCode } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { ListMore, ListStates, pagesOf } from '../parts/list/list-states.tsx';
import { Value } from '../parts/masked.tsx';
import { useNow } from '../parts/use-now.ts';
import { useSession } from '../session/session-context.tsx';
import { couponsTexts } from './coupons-texts.ts';

const everyMs = 60_000;

/** Shows the state of a code in one pool. */
function FoundIn({ found }: { readonly found: FoundCode }) {
  const { lookup, ...texts } = useTexts(couponsTexts);
  const formats = useFormats();
  const now = useNow(everyMs);
  const { record, state } = found;
  return (
    <li className="panel found-code">
      <header className="tile-head">
        <h2 className="tile-title">{found.pool_name}</h2>
        <span className="mark-word" {...(state === 'in_stock' && { 'data-tone': 'good' })}>
          {lookup.states[state]}
        </span>
      </header>
      <p className="soft">{lookup.says[state]}</p>
      {record !== undefined && (
        <dl className="found-facts">
          <div>
            <dt>{texts.person}</dt>
            <dd className="long-value">
              <Value of={record} field="email" />
            </dd>
          </div>
          <div>
            <dt>{texts.time}</dt>
            <dd>
              <time dateTime={record.created_at} title={formats.moment(record.created_at)}>
                {formats.distance(record.created_at, now)}
              </time>
            </dd>
          </div>
          <div>
            <dt>{texts.goes}</dt>
            <dd>
              <Fuse from={record.created_at} until={record.expires_at} now={now} isBrief />
            </dd>
          </div>
        </dl>
      )}
    </li>
  );
}

/**
 * Shows the state of a code in each pool in which the API finds it. The page keeps the code only in
 * memory.
 */
export function FoundCodes({ code }: { readonly code: string }) {
  const { lookup } = useTexts(couponsTexts);
  const { client, membership } = useSession();
  const query = useInfiniteQuery({
    queryKey: ['code', membership?.tenant, code],
    queryFn: async ({ pageParam, signal }) => {
      const page = pageParam === '' ? {} : { cursor: pageParam };
      return client.couponPools.lookUp(code, page, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const list = pagesOf(query);
  const { items } = list;
  return (
    <>
      <ListStates list={list} empty={lookup.unknown} />
      {items !== undefined && items.length > 0 && (
        <ul className="found-codes" aria-label={lookup.found}>
          {items.map((found) => (
            <FoundIn key={found.pool_id} found={found} />
          ))}
        </ul>
      )}
      <ListMore list={list} action={lookup.more} />
    </>
  );
}
