import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { createMayflyClient, type MayflyClient } from '#shared/client/create-mayfly-client.ts';
import type { StorageOverview } from '#shared/client/schemas.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Message } from '../parts/message.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { CategoryTable } from './category-table.tsx';
import { DemoNotice } from './demo-notice.tsx';
import { DeskSection } from './desk-section.tsx';
import { ExpirySection } from './expiry-section.tsx';
import { KeyFigures } from './key-figures.tsx';
import { overviewTexts } from './overview-texts.ts';
import { sumFigures } from './sum-figures.ts';

const FindTenantEnd = lazy(async () => ({
  default: (await import('../settings/find-tenant-end.tsx')).FindTenantEnd,
}));

const refreshMs = 10_000;

/**
 * Shows an outline of the page until the first numbers arrive. So the content does not move when
 * the numbers arrive.
 */
function LoadingNotice() {
  return (
    <div className="loading" role="status">
      <p className="ghost ghost-figures">{useTexts(overviewTexts).loading}</p>
      <div className="ghost ghost-chart" />
      <div className="ghost ghost-chart" />
    </div>
  );
}

/** Finds the receipt of an erased tenant, for people who belong to another tenant. */
function EndedTenants() {
  const { endedTenant } = useTexts(overviewTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{endedTenant}</summary>
      {isOpen && (
        <Suspense>
          <FindTenantEnd />
        </Suspense>
      )}
    </details>
  );
}

function Numbers({ overview }: { readonly overview: StorageOverview }) {
  const { empty } = useTexts(overviewTexts);
  const isEmpty = sumFigures(overview).inUse === 0;
  return (
    <>
      <KeyFigures overview={overview} />
      {isEmpty ? <Message {...empty} /> : <ExpirySection overview={overview} />}
      <DeskSection />
      <CategoryTable overview={overview} />
    </>
  );
}

/**
 * Shows how many records a tenant has stored. It loads the numbers every ten seconds while the page
 * is visible.
 */
function Overview({ client, of }: { readonly client: MayflyClient; readonly of: string }) {
  const texts = useTexts(overviewTexts);
  const { language, formats } = useLanguage();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['storage', of, language],
    queryFn: async ({ signal }) => client.storage({ signal, language, only: 'categories' }),
    // After a change of the language, the old numbers stay until the new answer arrives.
    placeholderData: (before, query) => (query?.queryKey[1] === of ? before : undefined),
    refetchInterval: refreshMs,
  });
  const { membership } = useSession();
  const place = useRef<HTMLDivElement>(null);
  const isAsked = useRef(false);
  const retry = () => {
    isAsked.current = true;
    void refetch();
  };
  // When the numbers arrive, the button “Try again” disappears. If the user of the console pressed
  // it, the focus moves to the page.
  useEffect(() => {
    if (error === null && isAsked.current) place.current?.focus({ preventScroll: true });
    if (error === null) isAsked.current = false;
  }, [error]);
  const { demo } = document.documentElement.dataset;
  return (
    <div ref={place} className="stack" tabIndex={-1} aria-busy={data === undefined}>
      <PageHead title={texts.title} lead={texts.lead}>
        {data !== undefined && (
          <p className="context">
            {texts.ofTenant(data.tenant)}
            <br />
            {texts.asOf} <time dateTime={data.as_of}>{formats.moment(data.as_of)}</time>
            <br />
            {texts.lastPurge}{' '}
            {data.last_purge === null ? (
              texts.neverPurged
            ) : (
              <time dateTime={data.last_purge.at}>{formats.moment(data.last_purge.at)}</time>
            )}
          </p>
        )}
      </PageHead>
      <DemoNotice path={demo} />
      {error !== null && (
        <FailureNotice error={error} isRetrying={isFetching} retry={retry} asOf={data?.as_of} />
      )}
      {data === undefined && error === null && <LoadingNotice />}
      {data !== undefined && <Numbers overview={data} />}
      {membership !== undefined && <EndedTenants />}
      <footer className="page-footer">
        <p>{texts.footer}</p>
      </footer>
    </div>
  );
}

/** Shows the numbers that a local stack shows to people who are not signed in. */
function DemoOverview({ base }: { readonly base: string }) {
  const client = useMemo(() => createMayflyClient({ baseUrl: location.origin + base }), [base]);
  return <Overview client={client} of={base} />;
}

export function OverviewPage() {
  const { client, membership } = useSession();
  const { apiBase } = document.documentElement.dataset;
  const instead = apiBase === undefined ? undefined : <DemoOverview base={apiBase} />;
  return (
    <Gate page="overview" instead={instead}>
      <Overview client={client} of={membership?.tenant ?? ''} />
    </Gate>
  );
}
