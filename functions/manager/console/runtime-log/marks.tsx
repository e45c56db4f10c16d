import type { RuntimeLog } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { knownEvents, runtimeLogTexts } from './runtime-log-texts.ts';

/** How grave an entry is: by a sign and a word, never by colour alone. */
export function LevelMark({ level }: Pick<RuntimeLog, 'level'>) {
  const { levels } = useTexts(runtimeLogTexts);
  return (
    <span className="mark-word" data-tone={level}>
      {levels[level]}
    </span>
  );
}

/** An event by its name in words where Mayfly knows it, else as its module calls it. */
export function EventName({ event }: Pick<RuntimeLog, 'event'>) {
  const { events } = useTexts(runtimeLogTexts);
  const known = knownEvents.find((each) => each === event);
  return known === undefined ? <code>{event}</code> : <span title={event}>{events[known]}</span>;
}
