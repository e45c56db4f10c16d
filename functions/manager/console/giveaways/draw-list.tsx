import type { Draw } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { Moment } from '../parts/list/column.tsx';
import { Masked, Value } from '../parts/masked.tsx';
import { DrawCheckView } from './draw-check.tsx';
import { drawTexts } from './draw-texts.ts';
import { FinishDialog } from './finish-dialog.tsx';
import { type FoldedDraw, foldDraws, type PlaceRow } from './fold-draws.ts';
import { giveawaysTexts } from './giveaways-texts.ts';
import { ReplaceDialog } from './replace-dialog.tsx';

function WinnerName({ winner }: { readonly winner: NonNullable<PlaceRow['winner']> }) {
  const { firstname, lastname, masked } = winner;
  if (masked !== undefined) return <Masked />;
  const name = [firstname, lastname].filter((part) => part !== undefined).join(' ');
  return (
    <>
      {name}
      <span className="soft long-value">
        <Value of={winner} field="email" />
      </span>
    </>
  );
}

type RowProps = {
  readonly draw: Draw;
  readonly row: PlaceRow;
  readonly now: Date;
  readonly onChanged: () => void;
};

/**
 * Shows a place with its winner. If this winner replaces another one, a line names the replaced
 * winner's place. If this winner was replaced, a line names the replacement's place and the reason.
 */
function Place({ draw, row, now, onChanged }: RowProps) {
  const texts = useTexts(drawTexts);
  const formats = useFormats();
  const { place, winner, replaced, replaces } = row;
  return (
    <li className="winner" value={place} data-replaced={replaced !== undefined}>
      <div className="winner-line">
        <span className="winner-name">
          {winner === undefined ? (
            <span className="soft">{texts.gonePlace}</span>
          ) : (
            <WinnerName winner={winner} />
          )}
        </span>
        {replaced === undefined && (
          <ReplaceDialog
            draw={draw}
            place={place}
            isGone={winner === undefined}
            onDrawn={onChanged}
          />
        )}
      </div>
      {replaces !== undefined && <p className="soft">{texts.replaces(formats.count(replaces))}</p>}
      {replaced !== undefined && (
        <p className="winner-replaced">
          {texts.replacedBy(formats.count(replaced.by), texts.replace.reasons[replaced.reason])}
        </p>
      )}
      {winner !== undefined && (
        <Fuse from={winner.participated_at} until={winner.expires_at} now={now} />
      )}
    </li>
  );
}

function Announced({ draw, onChanged }: Pick<RowProps, 'draw' | 'onChanged'>) {
  const texts = useTexts(drawTexts);
  const formats = useFormats();
  const entrants = formats.count(draw.check?.entrants ?? 0);
  return (
    <>
      <p>
        <strong>
          <Moment at={draw.committed_at} />
        </strong>{' '}
        {texts.announced(formats.count(draw.count), entrants)}
      </p>
      <p className="soft">{texts.announcedDetail}</p>
      <div>
        <FinishDialog draw={draw} onDrawn={onChanged} />
      </div>
    </>
  );
}

function DrawHead({ draw }: { readonly draw: Draw }) {
  const texts = useTexts(giveawaysTexts);
  const formats = useFormats();
  const gone = draw.drawn - draw.winners.length;
  return (
    <>
      <p>
        <strong>
          <Moment at={draw.drawn_at ?? draw.committed_at} />
        </strong>{' '}
        {texts.drawn(formats.count(draw.drawn), formats.count(draw.count))}
        {gone > 0 && <> · {texts.gone(formats.count(gone))}</>}
      </p>
      {draw.warnings.some(({ code }) => code === 'fewer-than-asked') && (
        <p className="soft">{texts.fewer}</p>
      )}
    </>
  );
}

function DrawCard(props: Pick<RowProps, 'now' | 'onChanged'> & { readonly of: FoldedDraw }) {
  const { draw, rows } = props.of;
  const { onChanged, now } = props;
  return (
    <li className="draw">
      {draw.state === 'committed' ? (
        <Announced draw={draw} onChanged={onChanged} />
      ) : (
        <>
          <DrawHead draw={draw} />
          <ol className="winners">
            {rows.map((row) => (
              <Place key={row.place} draw={draw} row={row} now={now} onChanged={onChanged} />
            ))}
          </ol>
        </>
      )}
      <DrawCheckView key={draw.check?.result ?? draw.state} draw={draw} />
    </li>
  );
}

/** Lists the draws of a giveaway, the latest first, with their winners and replacements. */
export function DrawList(props: {
  readonly draws: readonly Draw[];
  readonly now: Date;
  readonly onChanged: () => void;
}) {
  return (
    <ul className="draws">
      {foldDraws(props.draws).map((each) => (
        <DrawCard key={each.draw.id} of={each} now={props.now} onChanged={props.onChanged} />
      ))}
    </ul>
  );
}
