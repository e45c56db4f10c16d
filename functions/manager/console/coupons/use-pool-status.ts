import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session-context.tsx';

/** How a pool stands, read anew whenever it is opened, and kept in the page's memory alone. */
export function usePoolStatus(id: string) {
  const { client, membership } = useSession();
  return useQuery({
    queryKey: ['coupon-pool', membership?.tenant, id],
    queryFn: async ({ signal }) => client.couponPools.read(id, { signal }),
    gcTime: 0,
  });
}
