import { useState } from 'react';
import type { Notice } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { Moment } from '../parts/list/column.tsx';
import { answerOf, ListStates } from '../parts/list/list-states.tsx';
import { listTexts } from '../parts/list/list-texts.ts';
import { useSession } from '../session/session-context.tsx';
import { describeReason } from './describe-outcome.ts';
import { endpointTexts } from './endpoint-texts.ts';
import { recipientsTexts } from './recipients-texts.ts';
import { useUntaken } from './use-endpoints.ts';

/**
 * Of the notices in each state, the page first shows at most `few`. If the user of the console
 * wants more, it shows at most `most`.
 */
const [few, most] = [50, 200] as const;

function NoticeRow({ of, reload }: { readonly of: Notice; readonly reload: () => unknown }) {
  const texts = useTexts(recipientsTexts);
  const shared = useTexts(endpointTexts);
  const formats = useFormats();
  const { client } = useSession();
  const [isTrying, setTrying] = useState(false);
  const [error, setError] = useState<unknown>();
  const events: { readonly [event: string]: string } = texts.events;
  const retry = async () => {
    setTrying(true);
    setError(undefined);
    try {
      await client.request('PUT /v1/notices/{id}/retry', { id: of.id });
      await reload();
    } catch (failure) {
      setError(failure);
    } finally {
      setTrying(false);
    }
  };
  return (
    <li className="entry">
      <div className="entry-main">
        <strong>
          {of.endpoint}: {events[of.event] ?? of.event}
        </strong>
        <span className="soft">
          <Moment at={of.created_at} /> · {formats.plural(of.records.length, texts.records)} ·{' '}
          {texts.state[of.state]} · {formats.plural(of.attempts, texts.attempts)}
          {of.failure !== null && ` · ${describeReason(shared, of.failure, null)}`}
          {of.next_attempt_at !== null && (
            <>
              {' '}
              · {texts.next}: <Moment at={of.next_attempt_at} />
            </>
          )}
        </span>
        <FailureLine error={error} />
      </div>
      <button
        className="plain-button"
        type="button"
        disabled={isTrying}
        onClick={() => void retry()}
      >
        {texts.retry}
        <span className="unseen">
          {' '}
          {of.endpoint} {of.id}
        </span>
      </button>
    </li>
  );
}

/** Lists notices that recipients did not accept, each with a button that sends it again now. */
export function UntakenNotices() {
  const texts = useTexts(recipientsTexts);
  const kit = useTexts(listTexts);
  const [limit, setLimit] = useState<number>(few);
  const query = useUntaken(limit);
  const list = answerOf(query);
  return (
    <section className="panel">
      <div className="panel-heading">
        <div>
          <h2>{texts.untaken}</h2>
          <p>{texts.untakenLead}</p>
        </div>
      </div>
      <ListStates
        list={list}
        empty={query.data?.isCutOff === true ? texts.cutOff : texts.allTaken}
      />
      <ul className="entries">
        {list.items?.map((each) => (
          <NoticeRow key={each.id} of={each} reload={query.refetch} />
        ))}
      </ul>
      {query.data?.isCutOff === true && query.data.items.length > 0 && (
        <p className="soft">{texts.cutOff}</p>
      )}
      {query.data?.isMore === true && (
        <div className="list-foot">
          <p className="soft" role="status">
            {texts.more}
          </p>
          {limit === few && (
            <button className="plain-button" type="button" onClick={() => setLimit(most)}>
              {kit.more}
            </button>
          )}
        </div>
      )}
    </section>
  );
}
