import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { MarketingConsents } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { ArchiveNotice } from '../parts/archive-notice.tsx';
import { ExportButton } from '../parts/export-button.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { FilterBar } from '../parts/filters/filter-bar.tsx';
import { type Lookup, LookupBox } from '../parts/filters/lookup-box.tsx';
import { SelectFilter } from '../parts/filters/select-filter.tsx';
import { type Column, fuseColumn, timeColumn } from '../parts/list/column.tsx';
import { listTexts } from '../parts/list/list-texts.ts';
import { ListView } from '../parts/list/list-view.tsx';
import { useList } from '../parts/list/use-list.ts';
import { Value } from '../parts/masked.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { tellEnd } from '../parts/tell-end.ts';
import { mayExport, maySeeInClear } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { consentStates, consentsFilters, consentTypes, endings } from './consents-filters.ts';
import { consentsTexts } from './consents-texts.ts';
import { EndsSoon } from './ends-soon.tsx';
import { personField } from './find-person.ts';
import { ProofSheet } from './proof-sheet.tsx';
import { Purposes } from './purposes.tsx';
import { StatusMark } from './status-mark.tsx';

const kinds = ['email', 'phone', 'push_endpoint'] as const;
type Kind = (typeof kinds)[number];

function useColumns(): readonly Column<MarketingConsents>[] {
  const texts = useTexts(consentsTexts);
  return useMemo(
    () => [
      {
        id: 'person',
        title: texts.person,
        width: '2fr',
        isMain: true,
        show: (consent) => <Value of={consent} field={personField(consent)} />,
      },
      { id: 'type', title: texts.purpose, width: 144, show: ({ type }) => texts.types[type] },
      {
        id: 'status',
        title: texts.status,
        width: 152,
        show: ({ status }) => <StatusMark status={status} />,
      },
      timeColumn<MarketingConsents>(texts.given),
      fuseColumn<MarketingConsents>(texts.goes),
    ],
    [texts],
  );
}

/**
 * Returns the part of a search request that identifies the person. It is sent in the request body.
 */
function searchFor({ kind, value }: Lookup<Kind>) {
  if (kind === 'email') return { email: value };
  return kind === 'phone' ? { phone: value } : { push_endpoint: value };
}

type Ending = (typeof endings)[number];

function only(ending: Ending) {
  return ending === 'unexported' ? ({ never_exported: 'true' } as const) : {};
}

function Consents() {
  const texts = useTexts(consentsTexts);
  const kit = useTexts(listTexts);
  const { client, membership } = useSession();
  const role = membership?.role;
  const [{ type, status, ending }, filter] = consentsFilters.useFilters();
  const [lookup, find] = useState<Lookup<Kind>>();
  const [opened, open] = useState<MarketingConsents>();
  const columns = useColumns();
  const summary = useQuery({
    queryKey: ['consent-summary', membership?.tenant],
    queryFn: async ({ signal }) => client.marketingConsents.summary({ signal }),
  });
  const filters = {
    ...(type !== undefined && { type }),
    ...(status !== undefined && { status }),
  };
  const list = useList<MarketingConsents>({
    key: ['consents', filters, ending, lookup?.kind, lookup?.value],
    read: async (asked, options) => {
      if (lookup !== undefined)
        return client.marketingConsents.search({ ...asked, ...searchFor(lookup) }, options);
      return ending === undefined
        ? client.marketingConsents.list({ ...asked, ...filters }, options)
        : client.marketingConsents.ending({ ...asked, ...only(ending) }, options);
    },
  });
  // The list of consents that end soon has no filters for type and status. So this function clears
  // these two filters.
  const showEnding = (value: Ending | undefined) =>
    filter({ ending: value, type: undefined, status: undefined });
  const again = () => {
    void summary.refetch();
    list.retry();
  };
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead}>
        {mayExport(role) && (
          <ExportButton
            fileName="marketing-consents.csv"
            read={async (options) =>
              tellEnd(
                await client.marketingConsents.exportCsv(options),
                () => void summary.refetch(),
              )
            }
          />
        )}
      </PageHead>
      <ArchiveNotice />
      {summary.error !== null && (
        <FailureNotice
          error={summary.error}
          isRetrying={summary.isFetching}
          retry={() => void summary.refetch()}
        />
      )}
      {summary.data === undefined && summary.error === null && (
        <p className="ghost ghost-figures waiting">{kit.loading}</p>
      )}
      {summary.data !== undefined && (
        <>
          <EndsSoon summary={summary.data} show={showEnding} />
          <Purposes
            items={summary.data.items}
            chosen={type}
            choose={(value) => filter({ type: value, ending: undefined })}
          />
        </>
      )}
      <FilterBar
        isNarrowed={(type ?? status ?? ending) !== undefined}
        clear={() => showEnding(undefined)}
      >
        {lookup === undefined && (
          <SelectFilter
            label={texts.soon.label}
            options={endings.map((id) => ({ id, label: texts.soon.choices[id] }))}
            value={ending}
            change={showEnding}
          />
        )}
        {lookup === undefined && ending === undefined && (
          <>
            <SelectFilter
              label={texts.purpose}
              options={consentTypes.map((id) => ({ id, label: texts.types[id] }))}
              value={type}
              change={(value) => filter({ type: value })}
            />
            <SelectFilter
              label={texts.status}
              options={consentStates.map((id) => ({ id, label: texts.states[id] }))}
              value={status}
              change={(value) => filter({ status: value })}
            />
          </>
        )}
        {maySeeInClear(role) && (
          <LookupBox
            kinds={kinds.map((id) => ({ id, label: texts.kinds[id] }))}
            value={lookup}
            change={find}
          />
        )}
      </FilterBar>
      <ListView
        label={texts.title}
        list={list}
        columns={columns}
        empty={ending === undefined ? texts.empty : texts.soon.empty}
        open={open}
      />
      {opened !== undefined && (
        <ProofSheet
          key={opened.id}
          consent={opened}
          close={() => open(undefined)}
          onChanged={again}
          onDeleted={(ids) => {
            list.forget(ids);
            open(undefined);
            void summary.refetch();
          }}
        />
      )}
    </div>
  );
}

export function ConsentsPage() {
  const { membership } = useSession();
  return (
    <Gate page="consents">
      <Consents key={membership?.tenant} />
    </Gate>
  );
}
