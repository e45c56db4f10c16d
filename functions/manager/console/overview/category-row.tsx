import { useFormats, useTexts } from '../language/language-context.tsx';
import { moduleNames } from '../parts/module-names.ts';
import { type CategoryOverview, seriesColour } from './category-overview.ts';
import { describeChoice, describeKept } from './describe-retention.ts';
import { ExpiryBars } from './expiry-bars.tsx';
import { overviewTexts } from './overview-texts.ts';

function OverdueFlag({ overdue }: Pick<CategoryOverview, 'overdue'>) {
  const texts = useTexts(overviewTexts).categories;
  const formats = useFormats();
  if (overdue === 0) return null;
  return (
    <span className="overdue">
      <svg viewBox="0 0 12 12" aria-hidden="true" focusable={false}>
        <path d="M6 1.500 11 10.500H1z" />
      </svg>
      {texts.overdue(formats.count(overdue))}
    </span>
  );
}

/** Shows where a category’s data is stored, and which modules in use require this data. */
function State({ category }: { readonly category: CategoryOverview }) {
  const texts = useTexts(overviewTexts).categories;
  const formats = useFormats();
  const names = useTexts(moduleNames);
  const { destination, modules } = category;
  const needing = modules.filter(({ rule, in_use }) => rule === 'required' && in_use);
  return (
    <span className="category-state">
      <span className="mark-word" data-tone={destination === 'server' ? 'good' : ''}>
        {texts.destinations[destination]}
      </span>
      {needing.length > 0 && (
        <span className="soft">
          {texts.requiredBy(formats.list(needing.map(({ module }) => names[module] ?? module)))}
        </span>
      )}
    </span>
  );
}

export function CategoryRow({ category }: { readonly category: CategoryOverview }) {
  const { categories: texts, retention: retentionTexts } = useTexts(overviewTexts);
  const formats = useFormats();
  const { number, title, purpose, stored_when, encrypted_fields, live } = category;
  const words = { formats, texts: retentionTexts };
  return (
    <tr role="row" data-unused={live + category.overdue === 0}>
      <th role="rowheader" scope="row">
        <span className="number" style={{ borderColor: seriesColour(category) }}>
          {number}
        </span>
        <span className="category-title">{title}</span>
        <span className="category-purpose">{purpose}</span>
        <span className="category-when">
          {texts.stored}: {stored_when}
        </span>
        <State category={category} />
      </th>
      <td role="cell" data-label={texts.kept}>
        <span className="promise">{describeKept(words, category)}</span>
        <span className="longer">{describeChoice(words, category)}</span>
      </td>
      <td role="cell" data-label={texts.encrypted}>
        <ul className="fields">
          {encrypted_fields.map((field) => (
            <li key={field}>
              <code>{field}</code>
            </li>
          ))}
        </ul>
      </td>
      <td role="cell" className="live" data-label={texts.live}>
        <span className="live-count">{formats.count(live)}</span>
        <OverdueFlag overdue={category.overdue} />
      </td>
      <td role="cell" className="expiring" data-label={texts.next(category.expires.length)}>
        <ExpiryBars category={category} />
      </td>
    </tr>
  );
}
