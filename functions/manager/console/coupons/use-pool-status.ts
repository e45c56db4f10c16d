import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session-context.tsx';

/**
 * Loads the figures of a pool whenever the user of the console opens its panel. The page forgets
 * them when the user leaves the panel.
 */
export function usePoolStatus(id: string) {
  const { client, membership } = useSession();
  return useQuery({
    queryKey: ['coupon-pool', membership?.tenant, id],
    queryFn: async ({ signal }) => client.couponPools.read(id, { signal }),
    gcTime: 0,
  });
}
