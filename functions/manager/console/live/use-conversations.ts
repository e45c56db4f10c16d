import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { PageQuery } from '#shared/client/category-types.ts';
import type { Conversation } from '#shared/client/schemas.ts';
import { readNewer } from '../parts/list/read-newer.ts';
import { useList } from '../parts/list/use-list.ts';
import { useSession } from '../session/session-context.tsx';
import { addChanged, type Narrowing, showConversations } from './conversations-shown.ts';

/** The time in milliseconds between two requests for new messages. */
export const pollMs = 2_500;

/**
 * Reads the conversations that have changed. It does not apply the list's filters. So the list also
 * learns of conversations that no longer match, and removes them.
 */
function useChanged() {
  const { client, membership } = useSession();
  const cache = useQueryClient();
  const [changed, setChanged] = useState<readonly Conversation[]>([]);
  const newest = useRef<string>(undefined);
  const look = useQuery({
    queryKey: ['conversations', membership?.tenant, 'changed'],
    queryFn: async ({ signal }) => {
      const after = newest.current;
      if (after === undefined) {
        const first = await client.conversations.list({ limit: 1 }, { signal });
        newest.current = first.newest_cursor ?? undefined;
        setChanged((before) => addChanged(before, first.items));
        return first.items.length;
      }
      const read = async (asked: PageQuery) => client.conversations.list(asked, { signal });
      const found = await readNewer(read, after);
      newest.current = found.newest;
      // More conversations have changed than this check reads, for example because the computer was
      // asleep. So the whole list is read again.
      if (found.hasMore)
        void cache.invalidateQueries({ queryKey: ['list', membership?.tenant, 'conversations'] });
      setChanged((before) => addChanged(before, found.items));
      return found.items.length;
    },
    refetchInterval: pollMs,
    gcTime: 0,
  });
  return { changed, setChanged, look };
}

/** Loads the conversations that match the filters, page by page, and keeps them up to date. */
export function useConversations(narrowing: Narrowing) {
  const { client } = useSession();
  const list = useList<Conversation>({
    key: ['conversations', narrowing],
    read: async (asked, options) => client.conversations.list({ ...asked, ...narrowing }, options),
  });
  const { changed, setChanged, look } = useChanged();
  const { items: known, hasMore } = list;
  const name = JSON.stringify(narrowing);
  const conversations = useMemo(
    () =>
      known &&
      showConversations({ known, changed, narrowing: JSON.parse(name) as Narrowing, hasMore }),
    [known, changed, name, hasMore],
  );
  const forget = (ids: readonly string[]) => {
    const gone = new Set(ids);
    setChanged((before) => before.filter(({ id }) => !gone.has(id)));
    list.forget(ids);
  };
  return { list: { ...list, items: conversations, forget }, look };
}
