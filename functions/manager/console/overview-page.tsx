import { useEffect, useRef } from 'preact/hooks';
import type { StorageOverview } from '#shared/processing/storage/describe-storage.ts';
import { CategoryTable } from './category-table.tsx';
import { DemoNotice } from './demo-notice.tsx';
import { ExpirySection } from './expiry-section.tsx';
import { KeyFigures } from './key-figures.tsx';
import { EmptyNotice, FailureNotice, LoadingNotice, StaleNotice } from './notices.tsx';
import { PageHeader } from './page-header.tsx';
import { sumFigures } from './sum-figures.ts';
import { useOverview } from './use-overview.ts';
import { type SessionState, useSession } from './use-session.ts';

function Overview({ overview }: { overview: StorageOverview }) {
  const empty = sumFigures(overview).inUse === 0;
  return (
    <>
      <KeyFigures overview={overview} />
      {empty ? <EmptyNotice /> : <ExpirySection overview={overview} />}
      <CategoryTable overview={overview} />
    </>
  );
}

/** Whoever is signed in sees their own tenant's numbers; before that is known, nothing is asked. */
function sourceOf(apiBase: string, { isKnown, session, membership }: SessionState) {
  if (!isKnown) return undefined;
  if (session === undefined) return { base: apiBase, tenant: undefined };
  return { base: '', tenant: membership?.tenant };
}

type PageProps = { readonly apiBase: string; readonly demo: string | undefined };

export function OverviewPage({ apiBase, demo }: PageProps) {
  const state = useSession();
  const { overview, failure, retrying, retry: load } = useOverview(sourceOf(apiBase, state));
  const main = useRef<HTMLElement>(null);
  const asked = useRef(false);
  const retry = () => {
    asked.current = true;
    load();
  };
  // The button that was pressed is gone once the numbers are there: the keyboard goes on from them.
  useEffect(() => {
    if (failure === undefined && asked.current) main.current?.focus({ preventScroll: true });
    if (failure === undefined) asked.current = false;
  }, [failure]);
  return (
    <>
      <PageHeader overview={overview} state={state} />
      <main ref={main} tabIndex={-1} aria-busy={overview === undefined && failure === undefined}>
        <DemoNotice path={demo} />
        {overview === undefined && failure === undefined && <LoadingNotice />}
        {overview === undefined && failure !== undefined && (
          <FailureNotice failure={failure} retrying={retrying} retry={retry} />
        )}
        {overview !== undefined && failure !== undefined && (
          <StaleNotice failure={failure} asOf={overview.as_of} retrying={retrying} retry={retry} />
        )}
        {overview !== undefined && <Overview overview={overview} />}
      </main>
      <footer class="page-footer">
        <p>
          Read-only, and numbers only: nothing is decrypted to show this page. Days begin and end at
          midnight UTC. The numbers refresh every ten seconds.
        </p>
      </footer>
    </>
  );
}
