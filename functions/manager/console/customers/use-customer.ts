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
   * Sends only the differences between the stored values and the new ones. So it does not undo
   * other people's changes of other values.
   */
  const change = async (edit: (values: Values) => Values) => {
    const { values = {} } = await client.customers.get(id);
    await client.customers.correct(id, { values: patchBetween(values, edit(values)) });
    await query.refetch();
  };
  return {
    ...query,
    set: (key: string, value: unknown) => change((values) => ({ ...values, [key]: value })),
    remove: (key: string) => change(({ [key]: _gone, ...others }) => others),
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
