import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Asked } from '#shared/client/request.ts';
import { useSession } from '../session/session-context.tsx';
import type { Recipient } from './put-recipient.ts';

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
    const stored = await client.request('PUT /v1/tenant/particulars', { body });
    // A read that began earlier would replace this answer with an older one.
    await cache.cancelQueries({ queryKey: key });
    cache.setQueryData(key, stored);
  };
  /** Changes the recipients as they are stored now, because another owner may have changed them. */
  const changeRecipients = async (
    change: (stored: readonly Recipient[]) => readonly Recipient[],
  ) => {
    const { recipients } = await client.request('GET /v1/tenant/particulars');
    await save({ recipients: [...change(recipients)] });
  };
  return { particulars, save, changeRecipients };
}
