import { type CategoryOverview, formatCount, seriesColour } from './format-values.ts';

const [barStep, barWidth, height, floor] = [5, 4, 30, 1];

/** A small bar for each day ahead, on the category's own scale, and what comes after in words. */
export function ExpiryBars({ category }: { category: CategoryOverview }) {
  const { expires, expires_later, live } = category;
  const most = Math.max(1, ...expires.map(({ count }) => count));
  const ahead = expires.reduce((sum, { count }) => sum + count, 0);
  if (live === 0) return <span class="none">None</span>;
  return (
    <>
      <svg
        class="bars"
        viewBox={`0 0 ${expires.length * barStep} ${height + floor}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect class="bars-floor" y={height} width={expires.length * barStep} height={floor} />
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
      <span class="bars-text">
        {expires_later === 0 ? 'All' : formatCount(ahead)} in {expires.length} days
        {expires_later > 0 && `, ${formatCount(expires_later)} later`}
      </span>
    </>
  );
}
