import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Erasure, PersonRequestPage } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { answerOf, ListStates } from '../parts/list/list-states.tsx';
import { useNow } from '../parts/use-now.ts';
import { mayForget } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { pagePaths } from '../shell/page-paths.ts';
import { deskTexts } from './desk-texts.ts';

const shown = 5;
const refreshMs = 30_000;

type PersonRequest = PersonRequestPage['items'][number];

function RequestLine({ of }: { readonly of: PersonRequest }) {
  const texts = useTexts(deskTexts);
  const formats = useFormats();
  const isLate = of.state === 'overdue';
  return (
    <li className="desk-line">
      <strong>{texts.kinds[of.kind]}</strong>
      <span className="mark-word" data-tone={isLate ? 'attention' : ''}>
        {of.due === null ? (
          texts.waiting
        ) : (
          <>
            {isLate ? texts.late : texts.due}{' '}
            <time dateTime={of.due} title={formats.utcLongDay(of.due)}>
              {formats.utcDay(of.due)}
            </time>
          </>
        )}
      </span>
    </li>
  );
}

function ErasureLine({ of, now }: { readonly of: Erasure; readonly now: Date }) {
  const texts = useTexts(deskTexts);
  const formats = useFormats();
  return (
    <li className="desk-line">
      <strong>{texts.scopes[of.scope]}</strong>
      <span className="soft">
        <time dateTime={of.created_at} title={formats.moment(of.created_at)}>
          {formats.distance(of.created_at, now)}
        </time>
        {' · '}
        {formats.plural(of.done, texts.document)}
      </span>
      <span className="mark-word" data-tone={of.status === 'complete' ? 'good' : 'attention'}>
        {texts.statuses[of.status]}
      </span>
    </li>
  );
}

function Desk() {
  const texts = useTexts(deskTexts);
  const { client, membership } = useSession();
  const now = useNow(60_000);
  const tenant = membership?.tenant;
  const requests = useQuery({
    queryKey: ['overview-requests', tenant],
    queryFn: async ({ signal }) =>
      client.request('GET /v1/requests', { query: { limit: shown }, signal }),
    refetchInterval: refreshMs,
  });
  const erasures = useQuery({
    queryKey: ['overview-erasures', tenant],
    queryFn: async ({ signal }) =>
      client.request('GET /v1/erasures', { query: { limit: shown }, signal }),
    refetchInterval: refreshMs,
  });
  return (
    <div className="desk-panels">
      <section className="panel" aria-labelledby="desk-requests">
        <div className="panel-heading">
          <h2 id="desk-requests">{texts.requests}</h2>
          <p>{texts.requestsLead}</p>
        </div>
        <ListStates list={answerOf(requests)} empty={texts.noRequests} />
        <ul className="desk-lines">
          {requests.data?.items.map((each) => (
            <RequestLine key={each.id} of={each} />
          ))}
        </ul>
        {typeof requests.data?.next_cursor === 'string' && (
          <Link to={pagePaths.requests} className="desk-more">
            {texts.allRequests}
          </Link>
        )}
      </section>
      <section className="panel" aria-labelledby="desk-erasures">
        <div className="panel-heading">
          <h2 id="desk-erasures">{texts.erasures}</h2>
          <p>{texts.erasuresLead}</p>
        </div>
        <ListStates list={answerOf(erasures)} empty={texts.noErasures} />
        <ul className="desk-lines">
          {erasures.data?.items.map((each) => (
            <ErasureLine key={each.id} of={each} now={now} />
          ))}
        </ul>
        {typeof erasures.data?.next_cursor === 'string' && (
          <Link to={pagePaths.requests} search={{ view: 'erasures' }} className="desk-more">
            {texts.allErasures}
          </Link>
        )}
      </section>
    </div>
  );
}

/** Shows open requests of persons and recent erasures, to roles that handle them. */
export function DeskSection() {
  const { membership } = useSession();
  return mayForget(membership?.role) ? <Desk /> : null;
}
