import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session-context.tsx';
import { findTried } from './find-tried.ts';
import { useParticulars } from './use-particulars.ts';

/** Loads the endpoints of recipients, and all recipients that the tenant has named. */
export function useEndpoints() {
  const { client, membership } = useSession();
  const endpoints = useQuery({
    queryKey: ['notice-endpoints', membership?.tenant],
    queryFn: async ({ signal }) => client.request('GET /v1/tenant/notice-endpoints', { signal }),
    gcTime: 0,
  });
  const { particulars } = useParticulars();
  return { endpoints, recipients: particulars.data?.recipients };
}

/**
 * Loads the newest notices that recipients did not accept: up to `limit` that wait for another
 * attempt, and up to `limit` that Mayfly has given up. If very many notices wait for their first
 * attempt, it does not look at the older waiting notices. `isCutOff` is then true.
 */
export function useUntaken(limit: number) {
  const { client, membership } = useSession();
  return useQuery({
    queryKey: ['notices', membership?.tenant, limit],
    queryFn: async ({ signal }) => {
      const ask = async (state: 'waiting' | 'given_up', size: number, cursor?: string) => {
        const query = { state, limit: size, ...(cursor !== undefined && { cursor }) };
        return client.request('GET /v1/notices', { query, signal });
      };
      const [waiting, givenUp] = await Promise.all([
        findTried(async (size, cursor) => ask('waiting', size, cursor), limit),
        ask('given_up', limit),
      ]);
      return {
        items: [...givenUp.items, ...waiting.items],
        isMore: waiting.isMore || givenUp.next_cursor !== null,
        isCutOff: waiting.isCutOff,
      };
    },
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
