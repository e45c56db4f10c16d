import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConversationMessage } from '#shared/client/conversations-client.ts';
import { useSession } from '../session/session-context.tsx';
import { pollMs } from './use-conversations.ts';

const pageSize = 200;

/** A record as it is answered to a role that may not read its text. */
export type Message = Omit<ConversationMessage, 'text'> & {
  readonly text?: string;
  readonly masked?: readonly string[];
};

type Thread = { readonly messages: readonly Message[]; readonly newest: string | undefined };

function merge(known: readonly Message[], added: readonly Message[]): Message[] {
  const all = new Map(known.map((each) => [each.id, each]));
  for (const each of added) all.set(each.id, each);
  return [...all.values()].toSorted((one, other) => (one.created_at < other.created_at ? -1 : 1));
}

/** The messages of a conversation, oldest first; each poll reads only what is new. */
export function useThread(id: string) {
  const { client, membership } = useSession();
  const cache = useQueryClient();
  const key = ['thread', membership?.tenant, id];
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<Thread> => {
      const known = cache.getQueryData<Thread>(key);
      let messages: readonly Message[] = known?.messages ?? [];
      let newest = known?.newest;
      let cursor: string | null = null;
      do {
        const from = cursor === null ? (newest === undefined ? {} : { after: newest }) : { cursor };
        const query = { limit: pageSize, ...from };
        // oxlint-disable-next-line no-await-in-loop
        const page = await client.conversations.messages(id, query, { signal });
        messages = merge(messages, page.items);
        newest = page.newest_cursor ?? newest;
        cursor = page.next_cursor;
      } while (cursor !== null);
      return { messages, newest };
    },
    refetchInterval: pollMs,
    gcTime: 0,
  });
}
