import type { ConsentSummary } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { consentStates, type consentTypes } from './consents-filters.ts';
import { consentsTexts } from './consents-texts.ts';

type Counts = ConsentSummary['items'][number];

/**
 * Shows the consents to one purpose as a bar, with a part for each status. The numbers below the
 * bar say the same.
 */
function StateBar({ counts }: { readonly counts: Counts }) {
  const all = Math.max(1, counts.confirmed + counts.pending + counts.withdrawn);
  let at = 0;
  return (
    <svg
      className="share-bar"
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable={false}
    >
      <rect className="fuse-ground" width="100" height="4" />
      {consentStates.map((state) => {
        const [x, width] = [at, (counts[state] / all) * 100];
        at += width;
        return <rect key={state} className={`share-${state}`} x={x} width={width} height="4" />;
      })}
    </svg>
  );
}

/**
 * Lists each purpose with the number of its consents in each status. A press on a purpose limits
 * the list to the consents to this purpose, and a second press removes this limit.
 */
export function Purposes(props: {
  readonly items: ConsentSummary['items'];
  readonly chosen: (typeof consentTypes)[number] | undefined;
  readonly choose: (type: (typeof consentTypes)[number] | undefined) => void;
}) {
  const texts = useTexts(consentsTexts);
  const formats = useFormats();
  return (
    <ul className="tiles" aria-label={texts.byPurpose}>
      {props.items.map((counts) => {
        const { type } = counts;
        const isChosen = props.chosen === type;
        return (
          <li key={type}>
            <button
              type="button"
              className="tile"
              aria-pressed={isChosen}
              onClick={() => props.choose(isChosen ? undefined : type)}
            >
              <span className="tile-name">{texts.types[type]}</span>
              <span className="tile-count">{formats.count(counts.confirmed)}</span>
              <StateBar counts={counts} />
              <span className="tile-notes">
                {consentStates.map((state) => (
                  <span key={state} className={`tile-note note-${state}`}>
                    {texts.states[state]} <strong>{formats.count(counts[state])}</strong>
                  </span>
                ))}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
