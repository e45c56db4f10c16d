import { lazy, type ReactNode, Suspense } from 'react';
import { useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Message } from '../parts/message.tsx';
import { mayOpen, type PageName } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { useRoleName } from './account.tsx';
import { shellTexts } from './shell-texts.ts';

const FindTenantEnd = lazy(async () => ({
  default: (await import('../settings/find-tenant-end.tsx')).FindTenantEnd,
}));

type GateProps = {
  readonly page: PageName;
  /** The content for people who are not signed in. By default it is an invitation to sign in. */
  readonly instead?: ReactNode;
  readonly children: ReactNode;
};

/** Shows a page to people who may open it, and tells others why they may not. */
export function Gate({ page, instead, children }: GateProps) {
  const texts = useTexts(shellTexts);
  const role = useRoleName();
  const { session, isKnown, failure, membership } = useSession();
  if (failure !== undefined) return <FailureNotice isPage {...failure} />;
  if (!isKnown) return <p className="waiting">{texts.loading}</p>;
  if (session === undefined)
    return (
      instead ?? (
        <Message isPage {...texts.welcome}>
          <a className="button" href="/auth/sign-in">
            {texts.signIn}
          </a>
        </Message>
      )
    );
  if (membership === undefined)
    return (
      <div className="stack">
        <Message isPage {...(session.operator ? texts.operatorAlone : texts.noTenant)} />
        <Suspense>
          <FindTenantEnd />
        </Suspense>
      </div>
    );
  const { title, detail } = texts.refused;
  if (!mayOpen(page, membership.role))
    return <Message isPage title={title} detail={detail(role)} />;
  return children;
}
