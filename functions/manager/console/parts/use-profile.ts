import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session-context.tsx';

/** Loads the tenant's profile. `etagOf` returns the tag of the loaded profile. */
export function useProfile(
  options: { readonly enabled?: boolean; readonly refetchInterval?: number } = {},
) {
  const { client, membership } = useSession();
  return useQuery({
    ...options,
    queryKey: ['profile', membership?.tenant],
    queryFn: async ({ signal }) => client.request('GET /v1/tenant', { signal }),
    // React Query would copy parts of the former answer into a new object, which has no tag.
    structuralSharing: false,
  });
}
