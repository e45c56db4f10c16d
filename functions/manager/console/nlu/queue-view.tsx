import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Selection } from 'react-aria-components';
import type { NluMessages } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { useSteps } from '../live/use-steps.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { FilterBar } from '../parts/filters/filter-bar.tsx';
import { SelectFilter } from '../parts/filters/select-filter.tsx';
import { listTexts } from '../parts/list/list-texts.ts';
import { useList } from '../parts/list/use-list.ts';
import { Message } from '../parts/message.tsx';
import { useNow } from '../parts/use-now.ts';
import { useSession } from '../session/session-context.tsx';
import { boundsOf, endOfTomorrow, lights } from './confidence-light.ts';
import { nextOf } from './next-of.ts';
import { nluFilters } from './nlu-filters.ts';
import { nluTexts } from './nlu-texts.ts';
import { QueueList } from './queue-list.tsx';
import { ReviewCard } from './review-card.tsx';
import { useReviews } from './use-reviews.ts';

/** Says how many messages are not reviewed, and how many of them expire soon. */
function QueueLine({ tomorrow }: { readonly tomorrow: string }) {
  const texts = useTexts(nluTexts);
  const formats = useFormats();
  const { client, membership } = useSession();
  const [{ going }, filter] = nluFilters.useFilters();
  const { data, error } = useQuery({
    queryKey: ['nlu', membership?.tenant, 'count', tomorrow],
    queryFn: async ({ signal }) =>
      client.nluMessages.queueCount({ expires_before: tomorrow }, { signal }),
    refetchInterval: 10_000,
    gcTime: 0,
  });
  if (data === undefined)
    return error === null ? <p className="nlu-line soft">{texts.counting}</p> : null;
  return (
    <p className="nlu-line" role="status">
      <strong>{texts.unreviewed(formats.count(data.unreviewed))}</strong>
      {data.going > 0 && <span>{texts.going(data.going, formats.count(data.going))}</span>}
      {(data.going > 0 || going !== undefined) && (
        <button
          className="plain-button"
          type="button"
          onClick={() => filter({ going: going === undefined ? 'tomorrow' : undefined })}
        >
          {going === undefined ? texts.onlyGoing : texts.allAgain}
        </button>
      )}
    </p>
  );
}

/** Shows the messages to review, in the order of their expiry, and the open message. */
export function QueueView() {
  const texts = useTexts(nluTexts);
  const kit = useTexts(listTexts);
  const formats = useFormats();
  const cache = useQueryClient();
  const { client, membership } = useSession();
  const [{ confidence, going, intent }, filter] = nluFilters.useFilters();
  const [opened, open] = useState<string>();
  const [chosen, choose] = useState<Selection>(new Set());
  const tomorrow = endOfTomorrow(useNow(30_000));
  const [areIntentsWanted, setIntentsWanted] = useState(false);
  // The API runs a query for each intent, so the list of intents loads only when the user of the
  // console is about to choose an intent.
  const known = useQuery({
    queryKey: ['nlu', membership?.tenant, 'intents'],
    queryFn: async ({ signal }) => client.nluMessages.intents({ limit: 100 }, { signal }),
    enabled: areIntentsWanted,
    staleTime: 60_000,
  });
  const list = useList<NluMessages>({
    key: ['nlu-queue', confidence, going && tomorrow, intent],
    read: async ({ limit, cursor }, options) =>
      client.nluMessages.queue(
        {
          ...(limit !== undefined && { limit }),
          ...(cursor !== undefined && { cursor }),
          ...boundsOf(confidence),
          ...(going !== undefined && { expires_before: tomorrow }),
          ...(intent !== undefined && { intent }),
        },
        options,
      ),
  });
  const items = useMemo(() => list.items ?? [], [list.items]);
  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const intents = useMemo(() => {
    const loaded = items.flatMap(({ intent: name }) => name ?? []);
    const all = known.data?.items.map(({ intent: name }) => name) ?? [];
    return [...new Set([...all, ...loaded])].toSorted((a, b) => (a < b ? -1 : 1));
  }, [items, known.data]);
  const current = items.find(({ id }) => id === opened) ?? items[0];
  useSteps(ids, current?.id, open);
  const { review, undo, last, error } = useReviews(list, (reviewed) => {
    open(nextOf(ids, reviewed, current?.id));
    choose(new Set());
    void cache.invalidateQueries({ queryKey: ['nlu', membership?.tenant, 'count'] });
  });
  const picked = ids.filter((id) => chosen === 'all' || chosen.has(id));
  const failure = list.error ?? error;
  return (
    <div className="stack">
      <QueueLine tomorrow={tomorrow} />
      <FilterBar
        isNarrowed={confidence !== undefined || going !== undefined || intent !== undefined}
        clear={() => filter({ confidence: undefined, going: undefined, intent: undefined })}
      >
        <SelectFilter
          label={texts.confidence}
          options={lights.map((id) => ({ id, label: texts.lights[id] }))}
          value={confidence}
          change={(value) => filter({ confidence: value })}
        />
        <SelectFilter
          label={texts.intent}
          options={[...new Set([...intents, ...(intent === undefined ? [] : [intent])])].map(
            (id) => ({ id, label: id }),
          )}
          value={intent}
          change={(value) => filter({ intent: value })}
          onOpened={() => setIntentsWanted(true)}
        />
      </FilterBar>
      {failure !== null && failure !== undefined && (
        <FailureNotice error={failure} isRetrying={list.isFetching} retry={list.retry} />
      )}
      {last !== undefined && (
        <p className="soft" role="status">
          {texts.done(formats.plural(last.ids.length, texts.message))}{' '}
          {last.missing > 0 && texts.someGone(formats.plural(last.missing, texts.message))}
        </p>
      )}
      {picked.length > 0 && (
        <div className="chosen" role="group" aria-label={kit.chosen('')}>
          <p role="status">{kit.chosen(formats.plural(picked.length, texts.message))}</p>
          <button className="plain-button" type="button" onClick={() => choose(new Set())}>
            {kit.clear}
          </button>
          <button
            className="button"
            type="button"
            onClick={() => review(picked, { verdict: 'right' })}
          >
            {texts.right}
          </button>
          <button
            className="plain-button"
            type="button"
            onClick={() => review(picked, { verdict: 'wrong' })}
          >
            {texts.wrong}
          </button>
        </div>
      )}
      {list.items === undefined && list.error === null && (
        <p className="waiting">{texts.loading}</p>
      )}
      {list.items?.length === 0 && !list.hasMore && (
        <Message {...texts.empty}>
          {undo !== undefined && (
            <button className="plain-button" type="button" onClick={undo}>
              {texts.undo}
            </button>
          )}
        </Message>
      )}
      {current !== undefined && (
        <div className="nlu-panes">
          <div className="nlu-queue">
            <QueueList
              items={items}
              opened={current.id}
              open={open}
              chosen={chosen}
              choose={choose}
              isLoadingMore={list.isLoadingMore}
              loadMore={
                list.hasMore && !list.isPaused && list.error === null ? list.loadMore : undefined
              }
            />
            {list.isPaused && (
              <div className="pane-paused">
                <p className="soft" role="status">
                  {kit.paused.title(formats.plural(items.length, texts.message))}.{' '}
                  {kit.paused.detail}
                </p>
                <button className="plain-button" type="button" onClick={list.goOn}>
                  {kit.paused.action}
                </button>
              </div>
            )}
          </div>
          <ReviewCard
            key={current.id}
            message={current}
            intents={intents}
            onCorrecting={() => setIntentsWanted(true)}
            review={(finding) => review([current.id], finding)}
            undo={undo}
          />
        </div>
      )}
    </div>
  );
}
