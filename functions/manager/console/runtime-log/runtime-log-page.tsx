import { useMemo, useState } from 'react';
import type { RuntimeLog } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { ExportButton } from '../parts/export-button.tsx';
import { DateRangeFilter } from '../parts/filters/date-range-filter.tsx';
import { createdBetween } from '../parts/filters/day-range.ts';
import { FilterBar } from '../parts/filters/filter-bar.tsx';
import { type Lookup, LookupBox } from '../parts/filters/lookup-box.tsx';
import { SelectFilter } from '../parts/filters/select-filter.tsx';
import { type Column, fuseColumn, timeColumn } from '../parts/list/column.tsx';
import { DeleteChosen } from '../parts/list/delete-chosen.tsx';
import { ListView } from '../parts/list/list-view.tsx';
import { useList } from '../parts/list/use-list.ts';
import { Value } from '../parts/masked.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { mayDelete, mayExport, maySet } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { DebugMode } from './debug-mode.tsx';
import { EntrySheet } from './entry-sheet.tsx';
import { EventName, LevelMark } from './marks.tsx';
import { levels, runtimeLogFilters } from './runtime-log-filters.ts';
import { knownEvents, runtimeLogTexts } from './runtime-log-texts.ts';

const pollMs = 5_000;

function useColumns(): readonly Column<RuntimeLog>[] {
  const texts = useTexts(runtimeLogTexts);
  return useMemo(
    () => [
      timeColumn<RuntimeLog>(texts.time),
      {
        id: 'level',
        title: texts.level,
        width: 100,
        show: ({ level }) => <LevelMark level={level} />,
      },
      {
        id: 'event',
        title: texts.event,
        width: 188,
        isMain: true,
        show: ({ event }) => <EventName event={event} />,
      },
      {
        id: 'message',
        title: texts.message,
        width: '4fr',
        show: (entry) => <Value of={entry} field="message" />,
      },
      {
        id: 'email',
        title: texts.email,
        width: '3fr',
        show: (entry) => <Value of={entry} field="email" />,
      },
      fuseColumn<RuntimeLog>(texts.goes),
    ],
    [texts],
  );
}

function Log() {
  const texts = useTexts(runtimeLogTexts);
  const { client, membership } = useSession();
  const role = membership?.role;
  const [{ level, event, from, to }, filter] = runtimeLogFilters.useFilters();
  const [lookup, find] = useState<Lookup<'email'>>();
  const [opened, open] = useState<RuntimeLog>();
  const columns = useColumns();
  const filters = {
    ...(level !== undefined && { level }),
    ...(event !== undefined && { event }),
    ...createdBetween({ from, to }),
  };
  const list = useList<RuntimeLog>({
    key: ['runtime-log', filters, lookup?.value],
    read: async (asked, options) =>
      lookup === undefined
        ? client.runtimeLog.list({ ...asked, ...filters }, options)
        : client.runtimeLog.search({ ...asked, email: lookup.value }, options),
    ...(lookup === undefined && { pollMs }),
  });
  const forget = (ids: readonly string[]) => {
    list.forget(ids);
    open(undefined);
  };
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead}>
        {mayExport(role) && (
          <ExportButton
            fileName="runtime-log.csv"
            read={async (choices) => client.runtimeLog.exportCsv({ ...choices, filters })}
          />
        )}
      </PageHead>
      {maySet(role) && <DebugMode />}
      <FilterBar
        isNarrowed={[level, event, from, to].some((value) => value !== undefined)}
        clear={() => filter({ level: undefined, event: undefined, from: undefined, to: undefined })}
      >
        {lookup === undefined && (
          <>
            <SelectFilter
              label={texts.level}
              options={levels.map((id) => ({ id, label: texts.levels[id] }))}
              value={level}
              change={(value) => filter({ level: value })}
            />
            <SelectFilter
              label={texts.event}
              options={knownEvents.map((id) => ({ id, label: texts.events[id] }))}
              value={knownEvents.find((each) => each === event)}
              change={(value) => filter({ event: value })}
            />
            <DateRangeFilter value={{ from, to }} change={filter} />
          </>
        )}
        <LookupBox kinds={[{ id: 'email', label: texts.email }]} value={lookup} change={find} />
      </FilterBar>
      <ListView
        label={texts.title}
        list={list}
        columns={columns}
        empty={texts.empty}
        open={open}
        chosenActions={
          mayDelete(role)
            ? (ids, clear) => (
                <DeleteChosen
                  ids={ids}
                  noun={texts.entry}
                  remove={async (some) => client.runtimeLog.deleteMany(some)}
                  onDeleted={(gone) => {
                    forget(gone);
                    clear();
                  }}
                />
              )
            : undefined
        }
      />
      {opened !== undefined && (
        <EntrySheet entry={opened} close={() => open(undefined)} onDeleted={forget} />
      )}
    </div>
  );
}

export function RuntimeLogPage() {
  const { membership } = useSession();
  return (
    <Gate page="runtimeLog">
      <Log key={membership?.tenant} />
    </Gate>
  );
}
