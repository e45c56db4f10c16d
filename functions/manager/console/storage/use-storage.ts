import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language-context.tsx';
import { maySet } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';

const refreshMs = 15_000;

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

/**
 * The data that the page shows first, each from one request. Only owners see the profile and the
 * waiting changes.
 */
export function useStorage() {
  const { client, membership } = useSession();
  const { language } = useLanguage();
  const tenant = membership?.tenant;
  const isOwner = maySet(membership?.role);
  const overview = useQuery({
    queryKey: ['storage', tenant, language],
    queryFn: async ({ signal }) => client.storage({ signal, language, only: 'categories' }),
    placeholderData: (before, query) => (query?.queryKey[1] === tenant ? before : undefined),
    refetchInterval: refreshMs,
  });
  const keys = useQuery({
    queryKey: ['keys', tenant],
    queryFn: async ({ signal }) => client.request('GET /v1/tenant/keys', { signal }),
    refetchInterval: 60_000,
  });
  const profile = useQuery({
    queryKey: ['profile', tenant],
    queryFn: async ({ signal }) => client.request('GET /v1/tenant', { signal }),
    enabled: isOwner,
    refetchInterval: refreshMs,
  });
  return { overview, keys, profile, isOwner };
}
