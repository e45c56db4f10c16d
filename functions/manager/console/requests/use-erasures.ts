import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Erasure } from '#shared/client/schemas.ts';
import { useSession } from '../session/session-context.tsx';

const pageSize = 30;
/** The time in milliseconds after which running erasures are loaded again. */
const pollMs = 3_000;

/** Tells whether an erasure has not taken effect yet, or is running. */
export function isUnderWay({ status }: Pick<Erasure, 'status'>): boolean {
  return status === 'running' || status === 'cooling-off';
}

/** Loads the erasures of the tenant, newest first. */
export function useErasures() {
  const { client, membership } = useSession();
  return useInfiniteQuery({
    queryKey: ['erasures', membership?.tenant],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? {} : { cursor: pageParam };
      return client.request('GET /v1/erasures', { query: { limit: pageSize, ...cursor }, signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    gcTime: 0,
  });
}

/** Loads an erasure by its id, for example the one that was made for a request. */
export function useErasureOf(id: string | null) {
  const { client, membership } = useSession();
  return useQuery({
    queryKey: ['erasure', membership?.tenant, id],
    queryFn: async ({ signal }) =>
      client.request('GET /v1/erasures/{id}', { id: id ?? '', signal }),
    enabled: id !== null,
    gcTime: 0,
  });
}

/** Returns an erasure with its progress. It sends requests only while the erasure is under way. */
export function useErasure(listed: Erasure): Erasure {
  const { client, membership } = useSession();
  const { data = listed } = useQuery({
    queryKey: ['erasure', membership?.tenant, listed.id],
    queryFn: async ({ signal }) =>
      client.request('GET /v1/erasures/{id}', { id: listed.id, signal }),
    enabled: isUnderWay(listed),
    refetchInterval: ({ state }) =>
      state.data !== undefined && !isUnderWay(state.data) ? false : pollMs,
    gcTime: 0,
  });
  return isUnderWay(listed) ? data : listed;
}
