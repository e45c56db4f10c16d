import { useState } from 'react';
import { useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PageTabs } from '../parts/page-tabs.tsx';
import { mayExport, mayReadLog } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { CategorySheet } from './category-sheet.tsx';
import { Documents } from './documents.tsx';
import { KeysSheet } from './keys-sheet.tsx';
import { PendingChanges } from './pending-changes.tsx';
import { PeriodArchive } from './period-archive.tsx';
import { BesideTable, RulesTable } from './rules-table.tsx';
import { storageTexts } from './storage-texts.ts';
import { useBeside, useStorage } from './use-storage.ts';

function Beside() {
  const texts = useTexts(storageTexts);
  const { data, error, isFetching, refetch } = useBeside();
  return (
    <>
      {error !== null && (
        <FailureNotice
          error={error}
          isRetrying={isFetching}
          retry={() => void refetch()}
          asOf={data?.as_of}
        />
      )}
      {data === undefined && error === null && (
        <p className="ghost ghost-rows waiting">{texts.loading}</p>
      )}
      {data !== undefined && (
        <section className="panel">
          <BesideTable overview={data} />
        </section>
      )}
    </>
  );
}

function Storage() {
  const texts = useTexts(storageTexts);
  const { membership } = useSession();
  const { overview, keys, profile, isOwner } = useStorage();
  const [opened, open] = useState<string>();
  const [keysOf, openKeys] = useState<string>();
  const { data } = overview;
  const titles = new Map(data?.categories.map(({ id, title }) => [id, title]));
  const category = data?.categories.find(({ id }) => id === opened);
  const archive = { id: 'archive', title: texts.tabs.archive, content: <PeriodArchive /> };
  const documents = { id: 'documents', title: texts.tabs.documents, content: <Documents /> };
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead} />
      {overview.error !== null && (
        <FailureNotice
          error={overview.error}
          isRetrying={overview.isFetching}
          retry={() => void overview.refetch()}
          asOf={data?.as_of}
        />
      )}
      {[keys, profile].map(
        ({ data: shown, error, isFetching, refetch }, at) =>
          overview.error === null &&
          error !== null &&
          shown === undefined && (
            <FailureNotice
              key={at === 0 ? 'keys' : 'profile'}
              error={error}
              isRetrying={isFetching}
              retry={() => void refetch()}
            />
          ),
      )}
      {profile.data !== undefined && (
        <PendingChanges pending={profile.data.pending} titles={titles} />
      )}
      {data === undefined && overview.error === null && (
        <p className="ghost ghost-rows waiting">{texts.loading}</p>
      )}
      {data !== undefined && (
        <PageTabs
          label={texts.parts}
          tabs={[
            {
              id: 'categories',
              title: texts.tabs.categories,
              content: (
                <section className="panel">
                  <RulesTable
                    overview={data}
                    keys={keys}
                    profile={profile.data}
                    change={isOwner && profile.data !== undefined ? open : undefined}
                    openKeys={openKeys}
                  />
                </section>
              ),
            },
            {
              id: 'beside',
              title: texts.tabs.beside,
              content: <Beside />,
            },
            ...(mayReadLog(membership?.role) ? [documents] : []),
            ...(mayExport(membership?.role) ? [archive] : []),
          ]}
        />
      )}
      {keysOf !== undefined && (
        <KeysSheet
          category={keysOf}
          title={titles.get(keysOf) ?? keysOf}
          close={() => openKeys(undefined)}
        />
      )}
      {category !== undefined && profile.data !== undefined && (
        <CategorySheet
          key={category.id}
          category={category}
          profile={profile.data}
          close={() => open(undefined)}
        />
      )}
    </div>
  );
}

export function StoragePage() {
  const { membership } = useSession();
  return (
    <Gate page="storage">
      <Storage key={membership?.tenant} />
    </Gate>
  );
}
