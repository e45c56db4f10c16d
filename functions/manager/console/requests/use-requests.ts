import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PersonRequest } from '#shared/client/schemas.ts';
import { useSession } from '../session/session-context.tsx';
import type { RequestsSearch } from './requests-filters.ts';

const pageSize = 50;

/** Loads the requests of the tenant, the earliest due first, without personal data. */
export function useRequests({ state, kind }: RequestsSearch) {
  const { client, membership } = useSession();
  return useInfiniteQuery({
    queryKey: ['requests', membership?.tenant, state, kind],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? {} : { cursor: pageParam };
      const query = { limit: pageSize, ...cursor, ...(state && { state }), ...(kind && { kind }) };
      return client.request('GET /v1/requests', { query, signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    gcTime: 0,
  });
}

/**
 * Loads one request with its person and letters. After a step, call `note` with the changed
 * request.
 */
export function useRequest(id: string) {
  const { client, membership } = useSession();
  const cache = useQueryClient();
  const key = ['request', membership?.tenant, id];
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => client.request('GET /v1/requests/{id}', { id, signal }),
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const note = (request: PersonRequest) => {
    cache.setQueryData(key, request);
    void cache.invalidateQueries({ queryKey: ['requests', membership?.tenant] });
  };
  return { ...query, note };
}
