import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Asked } from '#shared/client/request.ts';
import { useSession } from '../session/session-context.tsx';

export type ParticularsChange = Asked<'PUT /v1/tenant/particulars'>['body'];

/** Loads the controller's details and legal bases, and returns a function that changes some. */
export function useParticulars() {
  const { client, membership } = useSession();
  const cache = useQueryClient();
  const key = ['particulars', membership?.tenant];
  const particulars = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => client.request('GET /v1/tenant/particulars', { signal }),
    gcTime: 0,
  });
  const save = async (body: ParticularsChange) => {
    cache.setQueryData(key, await client.request('PUT /v1/tenant/particulars', { body }));
  };
  return { particulars, save };
}
