import { useMemo, useState } from 'react';
import type { Selection } from 'react-aria-components';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { DetailSheet } from '../parts/detail-sheet.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { createdBetween } from '../parts/filters/day-range.ts';
import { DeleteChosen } from '../parts/list/delete-chosen.tsx';
import { listTexts } from '../parts/list/list-texts.ts';
import { Message } from '../parts/message.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { removeEach } from '../parts/remove-each.ts';
import { useNow } from '../parts/use-now.ts';
import { mayDelete } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { useCommands } from '../shell/commands-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { ConversationList } from './conversation-list.tsx';
import type { Narrowing } from './conversations-shown.ts';
import { FactsPane } from './facts-pane.tsx';
import { LiveFilterBar } from './live-filter-bar.tsx';
import { liveFilters } from './live-filters.ts';
import { liveTexts } from './live-texts.ts';
import { Thread } from './thread.tsx';
import { useConversations } from './use-conversations.ts';
import { useSteps } from './use-steps.ts';

function useNarrowing(): Narrowing {
  const [{ author, experience, from, to, order }] = liveFilters.useFilters();
  const { created_after: after, created_before: before } = createdBetween({ from, to });
  return {
    ...(author !== undefined && { last_author: author }),
    ...(experience !== undefined && { experience_id: experience }),
    ...(after !== undefined && { last_after: after }),
    ...(before !== undefined && { last_before: before }),
    ...(order !== undefined && { order }),
  };
}

function Live() {
  const texts = useTexts(liveTexts);
  const kit = useTexts(listTexts);
  const formats = useFormats();
  const now = useNow(10_000);
  const { client, membership } = useSession();
  const { list, look } = useConversations(useNarrowing());
  const [opened, setOpened] = useState<string>();
  const [chosen, choose] = useState<Selection>(new Set());
  const [isAsking, ask] = useState(false);
  const [areFactsOpen, showFacts] = useState(false);
  const open = (id: string | undefined) => {
    setOpened(id);
    ask(false);
    showFacts(false);
  };
  const shown = useMemo(() => list.items ?? [], [list.items]);
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  const experiences = useMemo(
    () => [...new Set(shown.flatMap(({ experience_id: name }) => name ?? []))].toSorted(),
    [shown],
  );
  useSteps(ids, opened, open);
  const [, filter] = liveFilters.useFilters();
  const mayRemove = mayDelete(membership?.role);
  useCommands(
    useMemo(
      () => [
        {
          id: 'unanswered',
          title: texts.commands.unanswered,
          run: () => filter({ author: 'customer' }),
        },
        {
          id: 'goes-first',
          title: texts.commands.goesFirst,
          run: () => filter({ order: 'goes_first' }),
        },
        {
          id: 'latest-first',
          title: texts.commands.latestFirst,
          run: () => filter({ order: undefined }),
        },
        {
          id: 'clear',
          title: texts.commands.clear,
          run: () =>
            filter({ author: undefined, experience: undefined, from: undefined, to: undefined }),
        },
        ...(opened !== undefined && mayRemove
          ? [{ id: 'delete', title: texts.remove, run: () => ask(true) }]
          : []),
        ...(opened === undefined
          ? []
          : [{ id: 'facts', title: texts.facts.title, run: () => showFacts(true) }]),
      ],
      [texts, opened, mayRemove],
    ),
  );
  const gone = (id: string) => {
    list.forget([id]);
    choose((before) =>
      before === 'all' ? before : new Set([...before].filter((key) => key !== id)),
    );
    if (id === opened) open(undefined);
  };
  const picked = ids.filter((id) => chosen === 'all' || chosen.has(id));
  return (
    <div className="stack live" data-opened={opened !== undefined}>
      <PageHead title={texts.title} lead={texts.lead} />
      <LiveFilterBar experiences={experiences} />
      {list.error !== null && (
        <FailureNotice error={list.error} isRetrying={list.isFetching} retry={list.retry} />
      )}
      {list.error === null && look.error !== null && (
        <FailureNotice
          error={look.error}
          isRetrying={look.isFetching}
          retry={() => void look.refetch()}
        />
      )}
      {list.items === undefined && list.error === null && (
        <p className="waiting">{texts.loading}</p>
      )}
      {list.items?.length === 0 && !list.hasMore && <Message {...texts.empty} />}
      {picked.length > 0 && mayRemove && (
        <div className="chosen" role="group" aria-label={kit.chosen('')}>
          <p role="status">{kit.chosen(formats.plural(picked.length, texts.conversation))}</p>
          <button className="plain-button" type="button" onClick={() => choose(new Set())}>
            {kit.clear}
          </button>
          <DeleteChosen
            ids={picked}
            noun={texts.conversation}
            besides={texts.removeBesides}
            remove={async (some) =>
              removeEach(some, async (id) => client.conversations.delete(id), gone)
            }
            onDeleted={() => undefined}
          />
        </div>
      )}
      {shown.length > 0 && (
        <div className="panes">
          <div className="pane-list">
            <ConversationList
              conversations={shown}
              opened={opened}
              open={open}
              now={now}
              chosen={mayRemove ? chosen : undefined}
              choose={choose}
              isLoadingMore={list.isLoadingMore}
              loadMore={
                list.hasMore && !list.isPaused && list.error === null ? list.loadMore : undefined
              }
            />
            {list.isPaused && (
              <div className="pane-paused">
                <p className="soft" role="status">
                  {kit.paused.title(formats.plural(shown.length, texts.conversation))}.{' '}
                  {kit.paused.detail}
                </p>
                <button className="plain-button" type="button" onClick={list.goOn}>
                  {kit.paused.action}
                </button>
              </div>
            )}
          </div>
          <div className="pane-thread">
            {opened === undefined ? (
              <Message {...texts.choose} />
            ) : (
              <Thread
                key={opened}
                id={opened}
                conversation={shown.find(({ id }) => id === opened)}
                now={now}
                close={() => open(undefined)}
                onDeleted={() => gone(opened)}
                isAsking={isAsking}
                ask={ask}
                showFacts={() => showFacts(true)}
              />
            )}
          </div>
          {opened !== undefined && (
            <aside className="pane-facts" aria-label={texts.facts.title} tabIndex={0}>
              <h2>{texts.facts.title}</h2>
              <FactsPane key={opened} id={opened} now={now} />
            </aside>
          )}
        </div>
      )}
      {opened !== undefined && areFactsOpen && (
        <DetailSheet title={texts.facts.title} close={() => showFacts(false)}>
          <FactsPane id={opened} now={now} />
        </DetailSheet>
      )}
    </div>
  );
}

export function LivePage() {
  const { membership } = useSession();
  return (
    <Gate page="live">
      <Live key={membership?.tenant} />
    </Gate>
  );
}
