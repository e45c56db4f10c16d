import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language-context.tsx';
import { useFigures } from '../parts/use-figures.ts';
import { maySet } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';

/** Every refresh counts all categories again, so it comes less often than on the overview. */
const refreshMs = 60_000;

/** The collections beside the records are counted when the reader opens their part. */
export function useBeside() {
  const { client, membership } = useSession();
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['storage', membership?.tenant, language, 'beside'],
    queryFn: async ({ signal }) => client.storage({ signal, language }),
    refetchInterval: refreshMs,
  });
}

/** The next keys of a category that are destroyed, counted when somebody opens them. */
export function useKeysOf(protects: string) {
  const { client, membership } = useSession();
  return useQuery({
    queryKey: ['keys', membership?.tenant, protects],
    queryFn: async ({ signal }) => {
      const query = { protects } as const;
      return client.request('GET /v1/tenant/keys', { signal, query });
    },
    select: ({ items }) => items[0],
  });
}

/**
 * The data that the page shows first, each from one request. Only owners see the profile and the
 * waiting changes.
 */
export function useStorage() {
  const { client, membership } = useSession();
  const tenant = membership?.tenant;
  const isOwner = maySet(membership?.role);
  const overview = useFigures(refreshMs);
  const keys = useQuery({
    queryKey: ['keys', tenant],
    queryFn: async ({ signal }) => {
      const query = { only: 'numbers' } as const;
      return client.request('GET /v1/tenant/keys', { signal, query });
    },
    refetchInterval: refreshMs,
  });
  const profile = useQuery({
    queryKey: ['profile', tenant],
    queryFn: async ({ signal }) => client.request('GET /v1/tenant', { signal }),
    enabled: isOwner,
    refetchInterval: refreshMs,
  });
  return { overview, keys, profile, isOwner };
}
