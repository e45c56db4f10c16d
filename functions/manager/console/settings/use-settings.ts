import { useQueryClient } from '@tanstack/react-query';
import { etagOf } from '#shared/client/etag-of.ts';
import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import type { Asked } from '#shared/client/request.ts';
import type { Profile } from '#shared/client/schemas.ts';
import { useProfile } from '../parts/use-profile.ts';
import { useSession } from '../session/session-context.tsx';

export type ProfileChange = Asked<'PUT /v1/tenant'>['body'];

/**
 * Changes the tenant's profile. If the caller gives the profile that the user saw, the API answers
 * 412 when another owner has changed the profile since then.
 */
export type ChangeProfile = (change: ProfileChange, shown?: Profile) => Promise<void>;

/** Loads the tenant's settings, and returns a function that changes some of them. */
export function useSettings() {
  const { client, membership } = useSession();
  const cache = useQueryClient();
  const profile = useProfile();
  const change: ChangeProfile = async (body, shown) => {
    const ifMatch = shown && etagOf(shown);
    try {
      const stored = await client.request('PUT /v1/tenant', {
        body,
        ...(ifMatch !== undefined && { ifMatch }),
      });
      cache.setQueryData(['profile', membership?.tenant], stored);
    } catch (error) {
      // The page shows the other owner's change. The user can then look, and save again.
      if (error instanceof MayflyProblem && error.status === 412) await profile.refetch();
      throw error;
    }
    await cache.invalidateQueries({ queryKey: ['storage'] });
  };
  return { profile, change };
}
