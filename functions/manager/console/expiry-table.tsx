import type { ExpiryDay } from './expiry-days.ts';
import { type CategoryOverview, formatCount, formatLongDay } from './format-values.ts';

/** The chart's numbers, for whoever would rather read them or cannot see the chart. */
export function ExpiryTable(props: {
  readonly days: readonly ExpiryDay[];
  readonly categories: readonly CategoryOverview[];
}) {
  const { days, categories } = props;
  const ids = new Set(categories.map(({ id }) => id));
  return (
    <details class="numbers">
      <summary>Show the numbers as a table</summary>
      <div class="scroll" role="region" aria-label="Records that expire, by day" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">All</th>
              {categories.map(({ id, title }) => (
                <th key={id} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ date, total, parts }) => (
              <tr key={date}>
                <th scope="row">
                  <time dateTime={date}>{formatLongDay(date)}</time>
                </th>
                <td>{formatCount(total)}</td>
                {parts
                  .filter(({ category }) => ids.has(category.id))
                  .map(({ category, count }) => (
                    <td key={category.id} data-zero={count === 0}>
                      {formatCount(count)}
                    </td>
                  ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
