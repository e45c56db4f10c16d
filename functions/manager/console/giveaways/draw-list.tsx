import type { Draw, RaffleWinner } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { Moment } from '../parts/list/column.tsx';
import { Masked, Value } from '../parts/masked.tsx';
import { giveawaysTexts } from './giveaways-texts.ts';

function Winner({ winner, now }: { readonly winner: RaffleWinner; readonly now: Date }) {
  const { firstname, lastname, masked } = winner;
  const name = [firstname, lastname].filter((part) => part !== undefined).join(' ');
  return (
    <li className="winner" value={winner.rank}>
      <span className="winner-name">
        {masked === undefined ? name : <Masked />}
        <span className="soft long-value">
          {masked === undefined && <Value of={winner} field="email" />}
        </span>
      </span>
      <Fuse from={winner.participated_at} until={winner.expires_at} now={now} />
    </li>
  );
}

/** The draws of a giveaway, the latest first, each with its winners in the order in which they were drawn. */
export function DrawList({ draws, now }: { readonly draws: readonly Draw[]; readonly now: Date }) {
  const texts = useTexts(giveawaysTexts);
  const formats = useFormats();
  if (draws.length === 0) return <p className="soft">{texts.noDraws}</p>;
  return (
    <ul className="draws">
      {draws.map((draw) => (
        <li key={draw.id} className="draw">
          <p>
            <strong>
              <Moment at={draw.drawn_at ?? draw.committed_at} />
            </strong>{' '}
            {texts.drawn(formats.count(draw.drawn), formats.count(draw.count))}
            {draw.winners.length < draw.drawn && (
              <> · {texts.gone(formats.count(draw.drawn - draw.winners.length))}</>
            )}
          </p>
          {draw.warnings.some(({ code }) => code === 'fewer-than-asked') && (
            <p className="soft">{texts.fewer}</p>
          )}
          <ol className="winners">
            {draw.winners.map((winner) => (
              <Winner key={winner.id} winner={winner} now={now} />
            ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}
