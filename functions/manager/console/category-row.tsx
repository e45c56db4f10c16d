import { describeLonger, describePromise } from './describe-retention.ts';
import { ExpiryBars } from './expiry-bars.tsx';
import { type CategoryOverview, formatCount, seriesColour } from './format-values.ts';

function OverdueFlag({ overdue }: Pick<CategoryOverview, 'overdue'>) {
  if (overdue === 0) return null;
  return (
    <span class="overdue">
      <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path d="M6 1.500 11 10.500H1z" />
      </svg>
      {formatCount(overdue)} overdue
    </span>
  );
}

export function CategoryRow({ category }: { category: CategoryOverview }) {
  const { number, title, purpose, stored_when, retention, encrypted_fields, live } = category;
  return (
    <tr role="row" data-unused={live + category.overdue === 0}>
      <th role="rowheader" scope="row">
        <span class="number" style={{ borderColor: seriesColour(category) }}>
          {number}
        </span>
        <span class="category-title">{title}</span>
        <span class="category-purpose">{purpose}</span>
        <span class="category-when">Stored: {stored_when}</span>
      </th>
      <td role="cell" data-label="Kept for">
        <span class="promise">{describePromise(retention)}</span>
        <span class="choice">{describeLonger(retention)}</span>
      </td>
      <td role="cell" data-label="Encrypted fields">
        <ul class="fields">
          {encrypted_fields.map((field) => (
            <li key={field}>
              <code>{field}</code>
            </li>
          ))}
        </ul>
      </td>
      <td role="cell" class="live" data-label="Live records">
        <span class="live-count">{formatCount(live)}</span>
        <OverdueFlag overdue={category.overdue} />
      </td>
      <td role="cell" class="expiring" data-label={`Next ${category.expires.length} days`}>
        <ExpiryBars category={category} />
      </td>
    </tr>
  );
}
