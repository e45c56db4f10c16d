import type { Raffle } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { giveawaysTexts } from './giveaways-texts.ts';
import { stageOf } from './raffle-stage.ts';

/** Says when a raffle begins, ends, or ended. */
export function Countdown({ raffle, now }: { readonly raffle: Raffle; readonly now: Date }) {
  const texts = useTexts(giveawaysTexts);
  const formats = useFormats();
  const { name, at } = stageOf(raffle, now);
  const say = { coming: texts.starts, running: texts.ends, over: texts.ended }[name];
  return (
    <time dateTime={at} title={formats.moment(at)}>
      {say(formats.distance(at, now))}
    </time>
  );
}

/** Shows the share of a raffle's time that is left. */
function TimeBar({ raffle, now }: { readonly raffle: Raffle; readonly now: Date }) {
  const [from, until] = [Date.parse(raffle.starts_at), Date.parse(raffle.ends_at)];
  const share = Math.min(1, Math.max(0, (until - now.getTime()) / Math.max(1, until - from)));
  return (
    <svg
      className="share-bar"
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable={false}
    >
      <rect className="fuse-ground" width="100" height="4" />
      <rect className="share-confirmed" width={share * 100} height="4" />
    </svg>
  );
}

/** Lists the raffles. If the user of the console presses a raffle, it opens below the list. */
export function RaffleTiles(props: {
  readonly raffles: readonly Raffle[];
  readonly opened: string | undefined;
  readonly open: (id: string) => void;
  readonly now: Date;
}) {
  const texts = useTexts(giveawaysTexts);
  const { now } = props;
  return (
    <ul className="tiles wide-tiles" aria-label={texts.giveaways}>
      {props.raffles.map((raffle) => {
        const { name } = stageOf(raffle, now);
        const stage = { coming: texts.coming, running: texts.running, over: texts.over }[name];
        return (
          <li key={raffle.id}>
            <button
              type="button"
              className="tile"
              aria-pressed={props.opened === raffle.id}
              onClick={() => props.open(raffle.id)}
            >
              <span className="tile-head">
                <span className="tile-title">{raffle.name}</span>
                <span className="mark-word" data-tone={name === 'running' ? 'good' : 'plain'}>
                  {stage}
                </span>
              </span>
              <TimeBar raffle={raffle} now={now} />
              <strong>
                <Countdown raffle={raffle} now={now} />
              </strong>
              <span className="soft">
                {texts.kinds[raffle.kind]}, {texts.policies[raffle.policy]}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
