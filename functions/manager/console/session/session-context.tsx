import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { createMayflyClient, type MayflyClient } from '#shared/client/create-mayfly-client.ts';
import { endSession, loadSession, type Membership, type Session } from './load-session.ts';

export type SessionState = {
  /** Undefined when nobody is signed in. */
  readonly session: Session | undefined;
  /** True if the page already knows whether somebody is signed in. */
  readonly isKnown: boolean;
  /**
   * Set if the page could not find out who is signed in: the error, and a function that asks again.
   */
  readonly failure:
    | { readonly error: unknown; readonly isRetrying: boolean; readonly retry: () => void }
    | undefined;
  /**
   * The tenant in which the person works now, with the person's role. Only the page's memory keeps
   * it.
   */
  readonly membership: Membership | undefined;
  readonly choose: (tenant: string) => void;
  readonly signOut: () => void;
  /** True if the last sign-out failed. */
  readonly isStuck: boolean;
  /** The API client for the membership's tenant. */
  readonly client: MayflyClient;
};

const SessionContext = createContext<SessionState | undefined>(undefined);

/** Finds out who is signed in, and gives all components below an API client for this person. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const cache = useQueryClient();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['session'],
    queryFn: async () => ({ session: await loadSession() }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [chosen, choose] = useState<string>();
  const [isStuck, setStuck] = useState(false);

  const session = data?.session;
  const membership =
    session?.tenants.find(({ tenant }) => tenant === chosen) ?? session?.tenants[0];
  const tenant = membership?.tenant;
  const client = useMemo(
    () =>
      createMayflyClient({
        baseUrl: location.origin,
        // The client tries only twice, because a page says what failed and offers to try again.
        attemptsMax: 2,
        timeoutMs: 15_000,
        ...(tenant !== undefined && { tenant }),
      }),
    [tenant],
  );
  const signOut = () => {
    void endSession().then((isOver) => {
      setStuck(!isOver);
      if (!isOver) return;
      cache.setQueryData(['session'], { session: undefined });
      // After a sign-out, no loaded data stays in memory.
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    });
  };
  const isKnown = data !== undefined;
  const retry = () => void refetch();
  const failure = isKnown || error === null ? undefined : { error, isRetrying: isFetching, retry };
  const state = { session, isKnown, failure, membership, choose, signOut, isStuck, client };
  return <SessionContext value={state}>{children}</SessionContext>;
}

export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (state === undefined) throw new Error('this component is not inside a SessionProvider');
  return state;
}
