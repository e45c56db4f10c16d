import { useFormats, useTexts } from '../language/language-context.tsx';
import type { CategoryOverview } from './category-overview.ts';
import type { ExpiryDay } from './expiry-days.ts';
import { overviewTexts } from './overview-texts.ts';

/**
 * Shows the chart's numbers as a table, for people who prefer to read them or cannot see the
 * chart.
 */
export function ExpiryTable(props: {
  readonly days: readonly ExpiryDay[];
  readonly categories: readonly CategoryOverview[];
}) {
  const { expiry } = useTexts(overviewTexts);
  const formats = useFormats();
  const { days, categories } = props;
  const ids = new Set(categories.map(({ id }) => id));
  return (
    <details className="numbers">
      <summary>{expiry.table}</summary>
      <div className="scroll" role="region" aria-label={expiry.tableLabel} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{expiry.day}</th>
              <th scope="col">{expiry.all}</th>
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
                  <time dateTime={date}>{formats.utcLongDay(date)}</time>
                </th>
                <td>{formats.count(total)}</td>
                {parts
                  .filter(({ category }) => ids.has(category.id))
                  .map(({ category, count }) => (
                    <td key={category.id} data-zero={count === 0}>
                      {formats.count(count)}
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
