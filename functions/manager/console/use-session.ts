import { useEffect, useState } from 'preact/hooks';
import { endSession, loadSession, type Membership, type Session } from './load-session.ts';

export type SessionState = {
  /** Undefined when nobody is signed in. */
  readonly session: Session | undefined;
  /** Whether it is known yet. */
  readonly isKnown: boolean;
  /** Where the person works at the moment; it is kept in the page's memory alone. */
  readonly membership: Membership | undefined;
  readonly choose: (tenant: string) => void;
  readonly signOut: () => void;
  /** Whether the last sign-out did not succeed. */
  readonly isStuck: boolean;
};

export function useSession(): SessionState {
  const [found, setFound] = useState<{ readonly session: Session | undefined }>();
  const [chosen, setChosen] = useState<string>();
  const [isStuck, setStuck] = useState(false);

  useEffect(() => {
    void loadSession().then((session) => setFound({ session }));
  }, []);

  const session = found?.session;
  const tenants = session?.tenants ?? [];
  const signOut = () => {
    void endSession().then((isOver) => {
      setStuck(!isOver);
      if (isOver) setFound({ session: undefined });
    });
  };
  return {
    session,
    isKnown: found !== undefined,
    membership: tenants.find(({ tenant }) => tenant === chosen) ?? tenants[0],
    choose: setChosen,
    signOut,
    isStuck,
  };
}
