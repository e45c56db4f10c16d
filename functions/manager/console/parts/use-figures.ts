import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../language/language-context.tsx';
import { useSession } from '../session/session-context.tsx';

/**
 * Loads every category with its rules, its number of records, and the number that expires on each
 * of the next seven days. Several pages share this answer. At each refresh an empty category costs
 * one count query, and every other category at most ten.
 */
export function useFigures(refreshMs?: number) {
  const { client, membership } = useSession();
  const { language } = useLanguage();
  const tenant = membership?.tenant;
  return useQuery({
    queryKey: ['storage', tenant, language, 'week'],
    queryFn: async ({ signal }) =>
      client.storage({ signal, language, only: 'categories', days: '7' }),
    placeholderData: (before, query) => (query?.queryKey[1] === tenant ? before : undefined),
    ...(refreshMs !== undefined && { refetchInterval: refreshMs }),
  });
}
