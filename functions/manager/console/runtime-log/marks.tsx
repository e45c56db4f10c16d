import type { RuntimeLog } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { knownEvents, runtimeLogTexts } from './runtime-log-texts.ts';

/** The severity of an entry: a sign and a word, never colour alone. */
export function LevelMark({ level }: Pick<RuntimeLog, 'level'>) {
  const { levels } = useTexts(runtimeLogTexts);
  return (
    <span className="mark-word" data-tone={level}>
      {levels[level]}
    </span>
  );
}

/** An event in words where Mayfly knows it; otherwise the name that its module uses. */
export function EventName({ event }: Pick<RuntimeLog, 'event'>) {
  const { events } = useTexts(runtimeLogTexts);
  const known = knownEvents.find((each) => each === event);
  return known === undefined ? <code>{event}</code> : <span title={event}>{events[known]}</span>;
}
