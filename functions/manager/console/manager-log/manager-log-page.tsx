import { useMemo, useState } from 'react';
import type { ManagerLog } from '#shared/client/schemas.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { DetailSheet, Facts } from '../parts/detail-sheet.tsx';
import { ExportButton } from '../parts/export-button.tsx';
import { DateRangeFilter } from '../parts/filters/date-range-filter.tsx';
import { createdBetween } from '../parts/filters/day-range.ts';
import { FilterBar } from '../parts/filters/filter-bar.tsx';
import { type Lookup, LookupBox } from '../parts/filters/lookup-box.tsx';
import { SelectFilter } from '../parts/filters/select-filter.tsx';
import { type Column, fuseColumn, Moment, timeColumn } from '../parts/list/column.tsx';
import { ListView } from '../parts/list/list-view.tsx';
import { useList } from '../parts/list/use-list.ts';
import { Value } from '../parts/masked.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { mayExport } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { describeAction } from './describe-action.ts';
import { managerLogFilters } from './manager-log-filters.ts';
import { managerLogTexts } from './manager-log-texts.ts';
import { SealCheck } from './seal-check.tsx';

const pollMs = 10_000;
/** Actions that the filter offers even if no loaded entry has them. */
const usualActions = ['sessions.begin', 'customers.read', 'customers.search', 'subjects.preview'];

type LogLookup = 'email' | 'api_key' | 'target';

/**
 * Returns the actor to search for; undefined if the user of the console does not search for an
 * actor.
 */
function actorOf(lookup: Lookup<LogLookup> | undefined) {
  if (lookup?.kind === 'email') return { email: lookup.value };
  return lookup?.kind === 'api_key' ? { api_key: lookup.value } : undefined;
}

function Outcome({ outcome }: { readonly outcome: string | undefined }) {
  const outcomes: { readonly [name: string]: string } = useTexts(managerLogTexts).outcomes;
  if (outcome === undefined) return <span className="soft">–</span>;
  return (
    <span className="mark-word" data-tone={outcome === 'refused' ? 'attention' : ''}>
      {outcomes[outcome.split(/[:.]/)[0] ?? ''] ?? outcome}
    </span>
  );
}

function useColumns(): readonly Column<ManagerLog>[] {
  const texts = useTexts(managerLogTexts);
  const { language } = useLanguage();
  return useMemo(
    () => [
      timeColumn<ManagerLog>(texts.time),
      {
        id: 'actor',
        title: texts.actor,
        width: '4fr',
        isMain: true,
        show: (entry) => <Value of={entry} field="actor" />,
      },
      {
        id: 'action',
        title: texts.action,
        width: '6fr',
        show: ({ action }) => <span title={action}>{describeAction(action, language)}</span>,
      },
      {
        id: 'target',
        title: texts.target,
        width: '1fr',
        show: (entry) => <Value of={entry} field="target" />,
      },
      {
        id: 'outcome',
        title: texts.outcome,
        width: 120,
        show: ({ outcome }) => <Outcome outcome={outcome} />,
      },
      fuseColumn<ManagerLog>(texts.goes),
    ],
    [texts, language],
  );
}

function ChangedFields({ names }: { readonly names: string | undefined }) {
  if (names === undefined) return <span className="soft">–</span>;
  return <code>{names.split(':').join(', ')}</code>;
}

function EntrySheet({ entry, close }: { readonly entry: ManagerLog; readonly close: () => void }) {
  const texts = useTexts(managerLogTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  return (
    <DetailSheet title={formats.moment(entry.created_at)} close={close}>
      <Facts
        facts={[
          [
            texts.actor,
            entry.actor === undefined && entry.masked === undefined ? (
              <span key="actor">{texts.blanked}</span>
            ) : (
              <Value key="actor" of={entry} field="actor" />
            ),
          ],
          [texts.action, describeAction(entry.action, language)],
          [texts.name, <code key="name">{entry.action}</code>],
          [texts.target, <Value key="target" of={entry} field="target" />],
          [texts.fields, <ChangedFields key="fields" names={entry.fields} />],
          [texts.outcome, <Outcome key="outcome" outcome={entry.outcome} />],
          ...(entry.outcome?.includes(':') === true
            ? [[texts.detail, <code key="detail">{entry.outcome}</code>] as const]
            : []),
          [texts.ip, <Value key="ip" of={entry} field="ip" />],
          [texts.conversation, <Value key="conversation" of={entry} field="conversation_id" />],
          [texts.goes, <Moment key="goes" at={entry.expires_at} />],
        ]}
      />
    </DetailSheet>
  );
}

function Log() {
  const texts = useTexts(managerLogTexts);
  const { language } = useLanguage();
  const { client, membership } = useSession();
  const [{ action, from, to }, filter] = managerLogFilters.useFilters();
  // An actor is personal data, and a target may be too. So the page's URL contains neither of them.
  const [lookup, find] = useState<Lookup<LogLookup>>();
  const [opened, open] = useState<ManagerLog>();
  const columns = useColumns();
  const filters = {
    ...(action !== undefined && { action }),
    ...(lookup?.kind === 'target' && { target: lookup.value }),
    ...createdBetween({ from, to }),
  };
  const actor = actorOf(lookup);
  const list = useList<ManagerLog>({
    key: ['manager-log', filters, actor],
    read: async (asked, options) =>
      actor === undefined
        ? client.managerLog.list({ ...asked, ...filters }, options)
        : client.request('POST /v1/manager-log/search', {
            body: { ...asked, ...filters, ...actor },
            ...options,
          }),
    ...(actor === undefined && { pollMs }),
  });
  const actions = new Set([
    ...usualActions,
    ...(action === undefined ? [] : [action]),
    ...(list.items ?? []).map((entry) => entry.action),
  ]);
  const options = [...actions]
    .map((id) => ({ id, label: describeAction(id, language) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, language));
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead}>
        {mayExport(membership?.role) && (
          <ExportButton
            fileName={actor === undefined ? 'manager-log.csv' : 'manager-log.zip'}
            read={async ({ signal, ...choices }) =>
              actor === undefined
                ? client.managerLog.exportCsv({ signal, ...choices, filters })
                : client.request('POST /v1/manager-log/export', {
                    body: { ...choices, ...filters, ...actor },
                    signal,
                  })
            }
          />
        )}
      </PageHead>
      <SealCheck shown={list.items} />
      <FilterBar
        isNarrowed={[action, from, to].some((value) => value !== undefined)}
        clear={() => filter({ action: undefined, from: undefined, to: undefined })}
      >
        <SelectFilter
          label={texts.action}
          options={options}
          value={action}
          change={(value) => filter({ action: value })}
        />
        <DateRangeFilter value={{ from, to }} change={filter} />
        <LookupBox
          kinds={[
            { id: 'email', label: texts.email },
            { id: 'api_key', label: texts.apiKey },
            { id: 'target', label: texts.target },
          ]}
          value={lookup}
          change={find}
        />
      </FilterBar>
      <ListView label={texts.title} list={list} columns={columns} empty={texts.empty} open={open} />
      {opened !== undefined && <EntrySheet entry={opened} close={() => open(undefined)} />}
    </div>
  );
}

export function ManagerLogPage() {
  const { membership } = useSession();
  return (
    <Gate page="managerLog">
      <Log key={membership?.tenant} />
    </Gate>
  );
}
