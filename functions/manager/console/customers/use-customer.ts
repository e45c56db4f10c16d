import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session-context.tsx';
import { patchBetween, type Values } from './patch-between.ts';

/** Loads a customer’s record, and returns functions that set or remove one of its values. */
export function useCustomer(id: string) {
  const { client, membership } = useSession();
  const query = useQuery({
    queryKey: ['customer', membership?.tenant, id],
    queryFn: async ({ signal }) => client.customers.get(id, { signal }),
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  /**
   * Sends only the differences between the values that the user saw and the new ones. So it does
   * not undo other people's changes.
   */
  const change = async (shown: Values, next: Values) => {
    await client.customers.correct(id, { values: patchBetween(shown, next) });
    await query.refetch();
  };
  return {
    ...query,
    set: async (key: string, shown: unknown, value: unknown) =>
      change(shown === undefined ? {} : { [key]: shown }, { [key]: value }),
    remove: async (key: string) => change({ [key]: null }, {}),
  };
}

/**
 * Loads the earlier values of a customer when `isWanted` is true, that is, when the user of the
 * console has opened them.
 */
export function useHistory(id: string, isWanted: boolean) {
  const { client, membership } = useSession();
  return useQuery({
    queryKey: ['customer', membership?.tenant, id, 'history'],
    queryFn: async ({ signal }) => client.customers.history(id, { signal }),
    enabled: isWanted,
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
}
