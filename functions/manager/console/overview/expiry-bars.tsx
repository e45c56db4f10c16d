import { useFormats, useTexts } from '../language/language-context.tsx';
import { type CategoryOverview, seriesColour } from './category-overview.ts';
import { overviewTexts } from './overview-texts.ts';

const [barStep, barWidth, height, floor] = [5, 4, 30, 1];

/**
 * Shows a small bar for each of the next days. The day with the most expiring records of this
 * category has the highest bar. Words below say how many records expire later.
 */
export function ExpiryBars({ category }: { readonly category: CategoryOverview }) {
  const texts = useTexts(overviewTexts).categories;
  const formats = useFormats();
  const { expires, expires_later, live } = category;
  const most = Math.max(1, ...expires.map(({ count }) => count));
  const ahead = expires.reduce((sum, { count }) => sum + count, 0);
  if (live === 0) return <span className="none">{texts.none}</span>;
  return (
    <>
      <svg
        className="bars"
        viewBox={`0 0 ${expires.length * barStep} ${height + floor}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable={false}
      >
        <rect className="bars-floor" y={height} width={expires.length * barStep} height={floor} />
        {expires.map(({ date, count }, index) => {
          const size = count === 0 ? 0 : Math.max(1.5, (count / most) * height);
          return (
            <rect
              key={date}
              x={index * barStep}
              y={height - size}
              width={barWidth}
              height={size}
              fill={seriesColour(category)}
            />
          );
        })}
      </svg>
      <span className="bars-text">
        {texts.bars(
          expires_later === 0 ? undefined : formats.count(ahead),
          expires.length,
          expires_later === 0 ? undefined : formats.count(expires_later),
        )}
      </span>
    </>
  );
}
