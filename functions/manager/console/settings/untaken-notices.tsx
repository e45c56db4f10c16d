import { useState } from 'react';
import type { Notice } from '#shared/client/schemas.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { describeFailure } from '../parts/describe-failure.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Moment } from '../parts/list/column.tsx';
import { useSession } from '../session/session-context.tsx';
import { describeReason } from './describe-outcome.ts';
import { endpointTexts } from './endpoint-texts.ts';
import { recipientsTexts } from './recipients-texts.ts';
import { useUntaken } from './use-endpoints.ts';

function NoticeRow({ of, reload }: { readonly of: Notice; readonly reload: () => unknown }) {
  const texts = useTexts(recipientsTexts);
  const shared = useTexts(endpointTexts);
  const formats = useFormats();
  const { language } = useLanguage();
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
        {error !== undefined && <span role="alert">{describeFailure(error, language).title}</span>}
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

/** Notices that recipients did not accept, each with a button that sends it again now. */
export function UntakenNotices() {
  const texts = useTexts(recipientsTexts);
  const { data, error, isFetching, refetch } = useUntaken();
  return (
    <section className="panel">
      <div className="panel-heading">
        <div>
          <h2>{texts.untaken}</h2>
          <p>{texts.untakenLead}</p>
        </div>
      </div>
      {error !== null && (
        <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />
      )}
      {data?.items.length === 0 && <p className="soft">{texts.allTaken}</p>}
      <ul className="entries">
        {data?.items.map((each) => (
          <NoticeRow key={each.id} of={each} reload={refetch} />
        ))}
      </ul>
      {data?.isMore === true && <p className="soft">{texts.more}</p>}
    </section>
  );
}
