import { useQuery, useQueryClient } from '@tanstack/react-query';
import { etagOf } from '#shared/client/etag-of.ts';
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
  const put = async (body: ParticularsChange, ifMatch?: string) => {
    const stored = await client.request('PUT /v1/tenant/particulars', {
      body,
      ...(ifMatch !== undefined && { ifMatch }),
    });
    // A read that began before the change would replace this answer with an older one. So that read
    // is cancelled.
    await cache.cancelQueries({ queryKey: key });
    cache.setQueryData(key, stored);
  };
  const save = async (body: ParticularsChange) => put(body);
  /**
   * Changes the recipients as they are stored now. It fails with 412 if another owner changes the
   * particulars in the same moment.
   */
  const changeRecipients = async (
    change: (stored: readonly Recipient[]) => readonly Recipient[],
  ) => {
    const stored = await client.request('GET /v1/tenant/particulars');
    await put({ recipients: [...change(stored.recipients)] }, etagOf(stored));
  };
  return { particulars, save, changeRecipients };
}
