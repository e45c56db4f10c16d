import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language-context.tsx';
import { useFigures } from '../parts/use-figures.ts';
import { useProfile } from '../parts/use-profile.ts';
import { maySet } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';

/**
 * Each refresh counts the records of all categories, so this page refreshes less often than the
 * overview.
 */
const refreshMs = 60_000;

/**
 * Loads the whole storage overview. It also contains the numbers of documents in the collections
 * without records. The page loads it when somebody opens the tab that shows these numbers.
 */
export function useBeside() {
  const { client, membership } = useSession();
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['storage', membership?.tenant, language, 'beside'],
    queryFn: async ({ signal }) => client.storage({ signal, language }),
    refetchInterval: refreshMs,
  });
}

/**
 * Loads data keys of a category when somebody opens the list of keys. The first key of the list is
 * the one that will be destroyed next.
 */
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
 * Loads the data that the page shows first. For owners it also loads the profile: the tenant's
 * settings and pending changes.
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
  const profile = useProfile({ enabled: isOwner, refetchInterval: refreshMs });
  return { overview, keys, profile, isOwner };
}
