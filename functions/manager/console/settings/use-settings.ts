import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Asked } from '#shared/client/request.ts';
import { useSession } from '../session/session-context.tsx';

export type ProfileChange = Asked<'PUT /v1/tenant'>['body'];

/** Loads the tenant's settings, and returns a function that changes some of them. */
export function useProfile() {
  const { client, membership } = useSession();
  const cache = useQueryClient();
  const key = ['profile', membership?.tenant];
  const profile = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => client.request('GET /v1/tenant', { signal }),
  });
  const change = async (body: ProfileChange) => {
    cache.setQueryData(key, await client.request('PUT /v1/tenant', { body }));
    await cache.invalidateQueries({ queryKey: ['storage'] });
  };
  return { profile, change };
}
