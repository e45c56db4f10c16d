import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import type { ConversationFacts } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { ArchiveNotice } from '../parts/archive-notice.tsx';
import { Facts } from '../parts/detail-sheet.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { Moment } from '../parts/list/column.tsx';
import { Masked } from '../parts/masked.tsx';
import { mayReadLog } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { liveTexts } from './live-texts.ts';
import { Readers } from './readers.tsx';

/** Shows that a fact is still loading or could not be loaded. */
function Pending({
  of,
}: {
  readonly of: { readonly error: unknown; readonly refetch: () => unknown };
}) {
  const texts = useTexts(liveTexts);
  if (of.error === null) return <span className="soft waiting-word waiting">{texts.loading}</span>;
  return (
    <span role="alert" className="soft">
      {texts.facts.notLoaded}{' '}
      <button className="link-button" type="button" onClick={() => void of.refetch()}>
        {texts.facts.again}
      </button>
    </span>
  );
}

/**
 * Shows the channel of a conversation, from its messenger session. If no such session is stored, it
 * says so: the channel is not a messenger, or the session has expired or was deleted.
 */
function Channel({ id }: { readonly id: string }) {
  const texts = useTexts(liveTexts);
  const { client, membership } = useSession();
  const query = useQuery({
    queryKey: ['conversation', membership?.tenant, id, 'channel'],
    queryFn: async ({ signal }) => {
      const { items } = await client.messengerSessions.list(
        { conversation_id: id, limit: 1 },
        { signal },
      );
      return items[0]?.channel ?? null;
    },
    gcTime: 0,
  });
  const channels: { readonly [channel: string]: string } = texts.facts.channels;
  if (query.data === undefined) return <Pending of={query} />;
  return <>{query.data === null ? texts.facts.web : (channels[query.data] ?? query.data)}</>;
}

/**
 * Shows the email of the conversation's customer. For roles that may not see it, a mark says that
 * the email is hidden.
 */
function CustomerEmail({ id }: { readonly id: string }) {
  const texts = useTexts(liveTexts);
  const { client, membership } = useSession();
  const query = useQuery({
    queryKey: ['customer', membership?.tenant, id, 'email'],
    queryFn: async ({ signal }) => {
      try {
        const { email } = (await client.customers.get(id, { signal })) as {
          readonly email?: string;
        };
        return { email };
      } catch (error) {
        // The customer's record is deleted, expired or restricted. The conversation still exists.
        if (error instanceof MayflyProblem && error.status === 404) return null;
        throw error;
      }
    },
    gcTime: 0,
  });
  const { data } = query;
  if (data === undefined) return <Pending of={query} />;
  if (data === null) return <>{texts.facts.goneCustomer}</>;
  return <>{data.email ?? <Masked />}</>;
}

function SaidToBeWith({ facts }: { readonly facts: ConversationFacts }) {
  const texts = useTexts(liveTexts);
  const { said_to_be_with: said } = facts;
  if (said.length === 0) return <span className="soft">{texts.facts.nobody}</span>;
  return (
    <ul className="plain-list">
      {said.map(({ kind, customer_id: customer, said_at: at }) => (
        <li key={kind}>
          {customer === undefined ? texts.facts.kinds[kind] : <CustomerEmail id={customer} />}{' '}
          <span className="soft">
            {texts.facts.since} <Moment at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Shows facts about a conversation, next to its messages. */
export function FactsPane({ id, now }: { readonly id: string; readonly now: Date }) {
  const texts = useTexts(liveTexts);
  const { client, membership } = useSession();
  const facts = useQuery({
    queryKey: ['conversation', membership?.tenant, id],
    queryFn: async ({ signal }) => client.conversations.describe(id, { signal }),
    refetchInterval: 30_000,
    gcTime: 0,
  });
  const { data } = facts;
  if (data === undefined)
    return facts.error === null ? (
      <p className="waiting">{texts.loading}</p>
    ) : (
      <FailureNotice
        error={facts.error}
        isRetrying={facts.isFetching}
        retry={() => void facts.refetch()}
      />
    );
  const { names } = texts.facts;
  const rows: (readonly [string, ReactNode])[] = [
    [names.goes, <Fuse key="goes" from={data.last_at} until={data.expires_at} now={now} />],
    [names.experience, data.experience_id ?? texts.facts.noExperience],
    [names.with, <SaidToBeWith key="with" facts={data} />],
    [names.channel, <Channel key="channel" id={id} />],
    [names.first, <Moment key="first" at={data.first_at} />],
    [names.last, <Moment key="last" at={data.last_at} />],
  ];
  return (
    <>
      <Facts facts={rows} />
      <ArchiveNotice />
      {mayReadLog(membership?.role) && <Readers id={id} />}
    </>
  );
}
