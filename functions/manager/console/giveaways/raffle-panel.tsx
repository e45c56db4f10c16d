import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Raffle, RaffleParticipations } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { ArchiveNotice } from '../parts/archive-notice.tsx';
import { ExportButton } from '../parts/export-button.tsx';
import { type Column, fuseColumn, timeColumn } from '../parts/list/column.tsx';
import { ListMore, ListStates, pagesOf } from '../parts/list/list-states.tsx';
import { ListView } from '../parts/list/list-view.tsx';
import { useList } from '../parts/list/use-list.ts';
import { Value } from '../parts/masked.tsx';
import { mayExport } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { DrawDialog } from './draw-dialog.tsx';
import { DrawList } from './draw-list.tsx';
import { giveawaysTexts } from './giveaways-texts.ts';
import { stageOf } from './raffle-stage.ts';
import { Countdown } from './raffle-tiles.tsx';

/** The number of draws that one request loads, with their winners. */
const drawsAtOnce = 20;

function useColumns(): readonly Column<RaffleParticipations>[] {
  const texts = useTexts(giveawaysTexts);
  return useMemo(
    () => [
      {
        id: 'person',
        title: texts.email,
        width: '2fr',
        isMain: true,
        show: (each) => <Value of={each} field="email" />,
      },
      {
        id: 'outcome',
        title: texts.outcome,
        width: 152,
        show: ({ outcome }) =>
          outcome === undefined ? (
            <span className="soft">–</span>
          ) : (
            <span className="mark-word" data-tone={outcome === 'won' ? 'good' : 'plain'}>
              {texts.outcomes[outcome]}
            </span>
          ),
      },
      timeColumn<RaffleParticipations>(texts.time),
      fuseColumn<RaffleParticipations>(texts.goes),
    ],
    [texts],
  );
}

function Prizes({ raffle }: { readonly raffle: Raffle }) {
  const texts = useTexts(giveawaysTexts);
  const formats = useFormats();
  if (raffle.prizes === undefined) return null;
  return (
    <div>
      <h3 className="small-title">{texts.prizes}</h3>
      <ul className="plain-list">
        {raffle.prizes.map(({ id, awarded, quantity }) => (
          <li key={id}>
            <strong>{id}</strong> {texts.given(formats.count(awarded), formats.count(quantity))}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Shows one raffle: its time, its prizes, its draws with their winners, and its participants. */
export function RafflePanel({ raffle, now }: { readonly raffle: Raffle; readonly now: Date }) {
  const texts = useTexts(giveawaysTexts);
  const { client, membership } = useSession();
  const columns = useColumns();
  const list = useList<RaffleParticipations>({
    key: ['raffle-participations', raffle.id],
    read: async (asked, options) =>
      client.raffleParticipations.list({ ...asked, limit: 200, raffle_id: raffle.id }, options),
  });
  const drawPages = useInfiniteQuery({
    queryKey: ['raffle-draws', membership?.tenant, raffle.id],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? {} : { cursor: pageParam };
      return client.raffles.draws(raffle.id, { limit: drawsAtOnce, ...cursor }, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  const draws = pagesOf(drawPages);
  const onChanged = () => {
    void drawPages.refetch();
    list.retry();
  };
  // A raffle with instant wins has winners without a draw.
  const hasWinners = raffle.kind !== 'giveaway' || draws.items?.length !== 0;
  const isRunning = stageOf(raffle, now).name === 'running';
  return (
    <>
      <section className="panel raffle" aria-label={raffle.name}>
        <header className="panel-heading">
          <div>
            <h2>{raffle.name}</h2>
            <p>
              <Countdown raffle={raffle} now={now} />
            </p>
          </div>
          <div className="head-actions">
            {mayExport(membership?.role) && hasWinners && (
              <ExportButton
                fileName="winners.csv"
                label={texts.exportWinners}
                read={async (options) => client.raffles.exportWinnersCsv(raffle.id, options)}
              />
            )}
            {raffle.kind === 'giveaway' && (
              <DrawDialog
                raffle={raffle}
                isRunning={isRunning}
                entries={{ count: list.items?.length ?? 0, hasMore: list.hasMore }}
                onDrawn={onChanged}
              />
            )}
          </div>
        </header>
        {raffle.warnings.some(({ code }) => code === 'entrants-expire-before-end') && (
          <p className="warning-line" role="note">
            <strong>{texts.expireWarning.title}.</strong> {texts.expireWarning.detail}
          </p>
        )}
        <Prizes raffle={raffle} />
        {raffle.kind === 'giveaway' && (
          <>
            <h3 className="small-title">{texts.draws}</h3>
            <ListStates list={draws} empty={texts.noDraws} />
            {draws.items !== undefined && draws.items.length > 0 && (
              <DrawList draws={draws.items} now={now} onChanged={onChanged} />
            )}
            <ListMore list={draws} />
          </>
        )}
      </section>
      <div className="list-head">
        <h2 className="list-title">{texts.participants}</h2>
        {mayExport(membership?.role) && (
          <ExportButton
            fileName="participants.csv"
            label={texts.exportParticipants}
            read={async (options) => client.raffles.exportParticipantsCsv(raffle.id, options)}
          />
        )}
      </div>
      <ListView
        label={texts.participants}
        list={list}
        columns={columns}
        empty={texts.noParticipants}
      />
      <ArchiveNotice />
    </>
  );
}
