import type { PersonRequestSummary } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { dueTimeOf } from './due-time.ts';
import { requestsTexts } from './requests-texts.ts';

type DueProps = { readonly request: PersonRequestSummary };

const radius = 16;
const round = 2 * Math.PI * radius;

/**
 * Draws a ring that fills as the deadline of a request comes closer. The words next to the ring say
 * the same.
 */
export function DueRing({ request }: DueProps) {
  const { share, tone, daysLeft } = dueTimeOf(request);
  const formats = useFormats();
  return (
    <svg className="due-ring" data-tone={tone} viewBox="0 0 40 40" aria-hidden="true">
      <circle className="due-ground" cx="20" cy="20" r={radius} />
      <circle
        className="due-used"
        cx="20"
        cy="20"
        r={radius}
        strokeDasharray={`${share * round} ${round}`}
        transform="rotate(-90 20 20)"
      />
      <text x="20" y="24.5" textAnchor="middle">
        {daysLeft === null ? closedSign(request) : formats.count(daysLeft).replace('-', '−')}
      </text>
    </svg>
  );
}

function closedSign({ state }: PersonRequestSummary): string {
  if (state === 'completed') return '✓';
  return state === 'refused' ? '✗' : '–';
}

/** Shows the remaining time in words. */
export function DueWords({ request }: DueProps) {
  const { due: words } = useTexts(requestsTexts);
  const { tone, daysLeft } = dueTimeOf(request);
  const { closed, state } = request;
  if (closed !== null) {
    if (closed.in_time === null) return null;
    return (
      <span className="mark-word" data-tone={closed.in_time ? 'good' : 'attention'}>
        {closed.in_time ? words.inTime : words.late}
      </span>
    );
  }
  if (daysLeft === null)
    return <span className="mark-word">{state === 'waiting' ? words.waiting : state}</span>;
  const over = daysLeft < 0 ? words.over(-daysLeft) : words.left(daysLeft);
  return (
    <span className="mark-word" data-tone={tone}>
      {daysLeft === 0 ? words.today : over}
    </span>
  );
}
