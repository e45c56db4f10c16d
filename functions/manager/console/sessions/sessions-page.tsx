import { useMemo, useState } from 'react';
import type { MessengerSessions } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { FilterBar } from '../parts/filters/filter-bar.tsx';
import { type Lookup, LookupBox } from '../parts/filters/lookup-box.tsx';
import { SelectFilter } from '../parts/filters/select-filter.tsx';
import { type Column, fuseColumn, timeColumn } from '../parts/list/column.tsx';
import { DeleteChosen } from '../parts/list/delete-chosen.tsx';
import { ListView } from '../parts/list/list-view.tsx';
import { useList } from '../parts/list/use-list.ts';
import { Value } from '../parts/masked.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { removeEach } from '../parts/remove-each.ts';
import { mayDelete, mayLookUp } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { pageOfFound } from './find-session.ts';
import { channels, sessionFilters } from './session-filters.ts';
import { SessionSheet } from './session-sheet.tsx';
import { sessionsTexts } from './sessions-texts.ts';

type Channel = (typeof channels)[number];

function useColumns(): readonly Column<MessengerSessions>[] {
  const texts = useTexts(sessionsTexts);
  return useMemo(
    () => [
      {
        id: 'channel',
        title: texts.channel,
        width: 188,
        isMain: true,
        show: ({ channel }) => texts.channels[channel] ?? channel,
      },
      {
        id: 'external_id',
        title: texts.externalId,
        width: '2fr',
        show: (session) => <Value of={session} field="external_id" />,
      },
      {
        id: 'conversation',
        title: texts.conversation,
        width: '2fr',
        show: ({ conversation_id }) => conversation_id,
      },
      timeColumn<MessengerSessions>(texts.began),
      fuseColumn<MessengerSessions>(texts.goes),
    ],
    [texts],
  );
}

function Sessions() {
  const texts = useTexts(sessionsTexts);
  const { client, membership } = useSession();
  const role = membership?.role;
  const [{ channel }, filter] = sessionFilters.useFilters();
  const [lookup, find] = useState<Lookup<Channel>>();
  const [opened, open] = useState<MessengerSessions>();
  const list = useList<MessengerSessions>({
    key: ['sessions', channel, lookup],
    read: async (asked, options) =>
      lookup === undefined
        ? client.messengerSessions.list({ ...asked, ...(channel && { channel }) }, options)
        : pageOfFound(async () =>
            client.messengerSessions.lookup(
              { channel: lookup.kind, external_id: lookup.value },
              options,
            ),
          ),
    ...(lookup === undefined && { pollMs: 5_000 }),
  });
  const forget = (ids: readonly string[]) => {
    list.forget(ids);
    open(undefined);
  };
  const remove = async (id: string) => client.messengerSessions.delete(id);
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead} />
      <FilterBar isNarrowed={channel !== undefined} clear={() => filter({ channel: undefined })}>
        {lookup === undefined && (
          <SelectFilter
            label={texts.channel}
            options={channels.map((id) => ({ id, label: texts.channels[id] ?? id }))}
            value={channel}
            change={(value) => filter({ channel: value })}
          />
        )}
        {mayLookUp(role) && (
          <LookupBox
            kinds={channels.map((id) => ({ id, label: texts.idIn(texts.channels[id] ?? id) }))}
            value={lookup}
            change={find}
          />
        )}
      </FilterBar>
      <ListView
        label={texts.title}
        list={list}
        columns={useColumns()}
        empty={texts.empty}
        open={open}
        chosenActions={
          mayDelete(role)
            ? (ids, clear) => (
                <DeleteChosen
                  ids={ids}
                  noun={texts.session}
                  besides={texts.besides}
                  remove={async (some) => removeEach(some, remove, (id) => forget([id]))}
                  onDeleted={clear}
                />
              )
            : undefined
        }
      />
      {opened !== undefined && (
        <SessionSheet session={opened} close={() => open(undefined)} onDeleted={forget} />
      )}
    </div>
  );
}

export function SessionsPage() {
  const { membership } = useSession();
  return (
    <Gate page="sessions">
      <Sessions key={membership?.tenant} />
    </Gate>
  );
}
