import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Conversation } from '#shared/client/schemas.ts';
import { useSession } from '../session/session-context.tsx';
import { mergeConversations } from './merge-conversations.ts';

/** How long a new message may stay unseen, in milliseconds. */
export const pollMs = 2_500;
const pageSize = 30;

/** A tenant's conversations, page by page, with what is new since; each poll reads only what has changed. */
export function useConversations() {
  const { client, membership } = useSession();
  const tenant = membership?.tenant;
  const [changed, setChanged] = useState<readonly Conversation[]>([]);
  const newest = useRef<string>(undefined);

  const pages = useInfiniteQuery({
    queryKey: ['conversations', tenant],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? {} : { cursor: pageParam };
      return client.conversations.list({ limit: pageSize, ...cursor }, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const first = pages.data?.pages[0];
  useEffect(() => {
    newest.current = first?.newest_cursor ?? undefined;
    setChanged([]);
  }, [first]);

  useQuery({
    queryKey: ['conversations', tenant, 'changed'],
    queryFn: async ({ signal }) => {
      const after = newest.current;
      const page = await client.conversations.list(after === undefined ? {} : { after }, {
        signal,
      });
      newest.current = page.newest_cursor ?? after;
      setChanged((before) => mergeConversations(before, page.items));
      return page.items.length;
    },
    enabled: first !== undefined,
    refetchInterval: pollMs,
    gcTime: 0,
  });

  const known = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const forget = (id: string) => {
    setChanged((before) => before.filter((each) => each.id !== id));
    void pages.refetch();
  };
  return { pages, conversations: mergeConversations(known, changed), forget };
}
