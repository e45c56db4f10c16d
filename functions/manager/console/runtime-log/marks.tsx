import type { RuntimeLog } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { knownEvents, runtimeLogTexts } from './runtime-log-texts.ts';

/** Shows the severity of an entry as a word with a colour, never by the colour alone. */
export function LevelMark({ level }: Pick<RuntimeLog, 'level'>) {
  const { levels } = useTexts(runtimeLogTexts);
  return (
    <span className="mark-word" data-tone={level}>
      {levels[level]}
    </span>
  );
}

/** Shows a known event in words, and another event by its own name. */
export function EventName({ event }: Pick<RuntimeLog, 'event'>) {
  const { events } = useTexts(runtimeLogTexts);
  const known = knownEvents.find((each) => each === event);
  return known === undefined ? <code>{event}</code> : <span title={event}>{events[known]}</span>;
}
