import { useEffect, useRef } from 'react';
import type { PersonRequest } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Icon } from '../parts/icon.tsx';
import { personTexts } from '../person/person-texts.ts';
import type { Proof } from '../person/person-work.tsx';
import type { Sought } from '../person/recognise-person.ts';
import { DueRing, DueWords } from './due-ring.tsx';
import { Letters } from './letters.tsx';
import { RequestFacts } from './request-facts.tsx';
import {
  AnswerIdentity,
  AskIdentity,
  CompleteRequest,
  ExtendTime,
  RefuseRequest,
} from './request-steps.tsx';
import { requestWords } from './request-words.ts';
import { requestsTexts } from './requests-texts.ts';
import { useRequest } from './use-requests.ts';

/**
 * Returns the identifiers of the request's person, for a search. Undefined if the request no longer
 * names the person.
 */
function soughtOf({ person }: PersonRequest): Sought | undefined {
  if (person === null) return undefined;
  const { details: _details, ...names } = person as { readonly [name: string]: string };
  return names;
}

/** Moves the focus to the heading after a step, because the form's button may be gone. */
function useHeading(request: PersonRequest | undefined) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { state, identity, extension } = request ?? {};
  const steps = JSON.stringify([state, identity, extension]);
  const seen = useRef<string>(undefined);
  useEffect(() => {
    if (state === undefined) return;
    if (seen.current !== undefined && seen.current !== steps) heading.current?.focus();
    seen.current = steps;
  }, [state, steps]);
  return heading;
}

type DetailProps = {
  readonly id: string;
  readonly close: () => void;
  /** The erasure or archive that the user of the console has made for this request. */
  readonly proof: Proof | undefined;
  readonly work: (request: PersonRequest, sought: Sought) => void;
};

/** Shows one request: its deadline, its person, the possible steps, and the letters. */
export function RequestDetail({ id, close, proof, work }: DetailProps) {
  const texts = useTexts(requestsTexts);
  const words = useTexts(requestWords);
  const { names } = useTexts(personTexts);
  const { data: request, error, isFetching, refetch, note } = useRequest(id);
  const heading = useHeading(request);
  if (error !== null)
    return <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />;
  if (request === undefined) return <p className="waiting">{texts.loading}</p>;
  const sought = soughtOf(request);
  const step = { request, onNoted: note };
  const isOpen = request.closed === null;
  const isWaiting = request.state === 'waiting';
  const isAsked = request.identity.state === 'asked';
  return (
    <section className="request-detail" aria-labelledby="request-title">
      <header className="request-head">
        <button className="icon-button thread-back" type="button" onClick={close}>
          <Icon name="back" />
          <span className="unseen">{texts.back}</span>
        </button>
        <DueRing request={request} />
        <div>
          <h2 id="request-title" ref={heading} tabIndex={-1}>
            {words.kinds[request.kind]}
          </h2>
          <p>
            <DueWords request={request} />
            {request.state !== 'overdue' && request.state !== 'due_soon' && (
              <span className="mark-word">{words.states[request.state]}</span>
            )}
          </p>
        </div>
      </header>
      {isOpen && (
        <div className="actions">
          {sought !== undefined && (
            <button className="button" type="button" onClick={() => work(request, sought)}>
              <Icon name="find" />
              {texts.person.work}
            </button>
          )}
          {isAsked && <AnswerIdentity {...step} isConfirmed />}
          {isAsked && <AnswerIdentity {...step} isConfirmed={false} />}
          {request.identity.state === 'not_asked' && <AskIdentity {...step} />}
          {request.extension === null && !isWaiting && <ExtendTime {...step} />}
          {!isWaiting && <CompleteRequest {...step} proof={proof} />}
          <RefuseRequest {...step} />
        </div>
      )}
      <RequestFacts request={request} />
      <section aria-labelledby="asks-title">
        <h3 id="asks-title">{texts.person.title}</h3>
        {request.person === null ? (
          <p className="soft">{texts.person.gone}</p>
        ) : (
          <dl className="facts fact-grid">
            {Object.entries(request.person as { readonly [name: string]: string }).map(
              ([name, value]) => (
                <div key={name}>
                  <dt>
                    {name === 'details' ? texts.facts.details : names[name as keyof typeof names]}
                  </dt>
                  <dd className={name === 'details' ? 'letter-text' : undefined}>{value}</dd>
                </div>
              ),
            )}
          </dl>
        )}
      </section>
      <Letters letters={request.letters} />
    </section>
  );
}
