import { defineTexts } from '../language/define-texts.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';

const texts = defineTexts({
  en: {
    goes: (distance: string) => `expires ${distance}`,
    at: (moment: string) => `Expires ${moment}`,
  },
  de: {
    goes: (distance: string) => `läuft ${distance} ab`,
    at: (moment: string) => `Läuft ab: ${moment}`,
  },
});

const dayMs = 24 * 3_600_000;

/** Shows the time until an expiry as a line that gets shorter, and in words. */
export function Fuse(props: {
  readonly from: string;
  readonly until: string;
  readonly now: Date;
  /**
   * True if a text next to the line already says what happens at `until`. Then the words of the
   * line contain only the time.
   */
  readonly isBrief?: boolean;
}) {
  const { goes, at } = useTexts(texts);
  const formats = useFormats();
  const [from, until] = [Date.parse(props.from), Date.parse(props.until)];
  const left = until - props.now.getTime();
  const share = Math.min(1, Math.max(0, left / Math.max(1, until - from)));
  return (
    <span className="fuse" data-soon={left < dayMs} title={at(formats.moment(props.until))}>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable={false}>
        <rect className="fuse-ground" width="100" height="4" />
        <rect className="fuse-left" width={share * 100} height="4" />
      </svg>
      <time dateTime={props.until}>
        {props.isBrief === true
          ? formats.distance(props.until, props.now)
          : goes(formats.distance(props.until, props.now))}
      </time>
    </span>
  );
}
