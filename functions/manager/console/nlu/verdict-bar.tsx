import { useTexts } from '../language/language-context.tsx';
import { nluTexts } from './nlu-texts.ts';

type Shares = { readonly right: number; readonly corrected: number; readonly wrong: number };

const parts = ['right', 'corrected', 'wrong'] as const;

/**
 * Shows the results of reviews as parts of a bar. Numbers next to the bar say how many were right.
 */
export function VerdictBar({ of, counts }: { readonly of: number; readonly counts: Shares }) {
  let from = 0;
  return (
    <svg
      className="share-bar"
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable={false}
    >
      <rect className="share-none" width="100" height="4" />
      {parts.map((part) => {
        const width = of === 0 ? 0 : (counts[part] / of) * 100;
        const x = from;
        from += width;
        return <rect key={part} className={`share-${part}`} x={x} width={width} height="4" />;
      })}
    </svg>
  );
}

/** Shows the legend of the bars' colours. */
export function VerdictLegend() {
  const texts = useTexts(nluTexts);
  return (
    <p className="verdict-legend">
      {([...parts, 'none'] as const).map((part) => (
        <span key={part}>
          <svg viewBox="0 0 12 12" aria-hidden="true" focusable={false}>
            <rect className={`share-${part}`} width="12" height="12" rx="3" />
          </svg>
          {texts.verdicts[part]}
        </span>
      ))}
    </p>
  );
}
