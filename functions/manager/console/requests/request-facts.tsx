import type { ReactNode } from 'react';
import type { PersonRequest } from '#shared/client/schemas.ts';
import { authorities } from '#shared/subjects/requests/letters/authorities.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { useRecipientsTold } from './recipients-told.ts';
import { requestWords } from './request-words.ts';
import { requestsTexts } from './requests-texts.ts';
import { useErasureOf } from './use-erasures.ts';

/** Shows the dates, the steps and the outcome of a request. */
export function RequestFacts({ request }: { readonly request: PersonRequest }) {
  const { facts, due } = useTexts(requestsTexts);
  const words = useTexts(requestWords);
  const { calendarDay, count, date } = useFormats();
  const { identity, extension, closed } = request;
  const { data: erasure } = useErasureOf(closed?.erasure_id ?? null);
  const recipientsTold = useRecipientsTold();
  const rows: [string, ReactNode][] = [
    [facts.received, `${calendarDay(request.received)}, ${words.ways[request.came_by]}`],
    [facts.due, request.due === null ? due.waiting : calendarDay(request.due)],
    [
      facts.identity,
      [
        words.identity[identity.state],
        ...(identity.doubt === null ? [] : [words.doubts[identity.doubt]]),
        ...(identity.method === null ? [] : [words.methods[identity.method]]),
        ...(identity.suspended_days === 0 ? [] : [facts.suspended(count(identity.suspended_days))]),
      ].join(' · '),
    ],
  ];
  const { due: last, in_time_until: until } = request;
  if (until !== null && until !== last) rows.splice(2, 0, [facts.inTimeUntil, calendarDay(until)]);
  if (extension !== null) {
    const why = extension.reasons.map((reason) => words.reasons[reason]).join(', ');
    rows.push([facts.extension, `${facts.months(extension.months)} · ${why}`]);
  }
  if (closed !== null) {
    const outcome = closed.result === null ? words.states.refused : words.results[closed.result];
    const day = closed.on === null ? '' : `${calendarDay(closed.on)} · `;
    rows.push([facts.closed, `${day}${outcome}`]);
    if (closed.ground !== null) rows.push([facts.ground, words.grounds[closed.ground]]);
    if (closed.authority !== null)
      rows.push([facts.authority, authorities[closed.authority] ?? closed.authority]);
    for (const proof of [closed.erasure_id, closed.archive_id])
      if (proof !== null)
        rows.push([
          facts.proof,
          <span key={proof} className="mono">
            {proof}
          </span>,
        ]);
    if (erasure !== undefined) rows.push([facts.recipients, recipientsTold(erasure)]);
    rows.push([facts.keptUntil, date(request.expires_at)]);
  }
  return (
    <dl className="facts fact-grid">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
