import { useQuery, useQueryClient } from '@tanstack/react-query';
import { etagOf } from '#shared/client/etag-of.ts';
import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import type { Asked } from '#shared/client/request.ts';
import type { Particulars } from '#shared/client/schemas.ts';
import { useSession } from '../session/session-context.tsx';
import type { Recipient } from './put-recipient.ts';

export type ParticularsChange = Asked<'PUT /v1/tenant/particulars'>['body'];

/**
 * Loads the tenant's particulars: what it states as the controller, such as its recipients and
 * legal bases. Returns functions that change them.
 */
export function useParticulars() {
  const { client, membership } = useSession();
  const cache = useQueryClient();
  const key = ['particulars', membership?.tenant];
  const particulars = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => client.request('GET /v1/tenant/particulars', { signal }),
    gcTime: 0,
    // React Query would copy parts of the former answer into a new object, which has no tag.
    structuralSharing: false,
  });
  const put = async (body: ParticularsChange, ifMatch: string | undefined) => {
    const stored = await client.request('PUT /v1/tenant/particulars', {
      body,
      ...(ifMatch !== undefined && { ifMatch }),
    });
    // A read that began before this change may still be running. It would show the old particulars
    // again, so the next line cancels this read.
    await cache.cancelQueries({ queryKey: key });
    cache.setQueryData(key, stored);
  };
  /**
   * Stores a change of the particulars that the user saw. The API answers 412 if another owner has
   * changed them since then. The page then shows the other owner's change.
   */
  const saveShown = async (body: ParticularsChange, shown: Particulars) => {
    try {
      await put(body, etagOf(shown));
    } catch (error) {
      if (error instanceof MayflyProblem && error.status === 412) await particulars.refetch();
      throw error;
    }
  };
  /**
   * Reads the stored recipients, and stores the changed recipients. The API answers 412 if another
   * owner has changed the particulars in between.
   */
  const changeRecipients = async (
    change: (stored: readonly Recipient[]) => readonly Recipient[],
  ) => {
    const stored = await client.request('GET /v1/tenant/particulars');
    await put({ recipients: [...change(stored.recipients)] }, etagOf(stored));
  };
  return { particulars, saveShown, changeRecipients };
}
