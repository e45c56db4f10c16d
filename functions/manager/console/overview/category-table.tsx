import type { StorageOverview } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { CategoryRow } from './category-row.tsx';
import { overviewTexts } from './overview-texts.ts';

/**
 * Shows every category with its retention. A narrow screen shows the rows as cards. Because of the
 * explicit ARIA roles, screen readers still read a table.
 */
export function CategoryTable({ overview }: { readonly overview: StorageOverview }) {
  const texts = useTexts(overviewTexts).categories;
  const { categories } = overview;
  return (
    <section className="panel" aria-labelledby="categories-title">
      <div className="panel-heading">
        <h2 id="categories-title">{texts.title}</h2>
        <p>{texts.lead(categories.length)}</p>
      </div>
      <table className="categories" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader">{texts.category}</th>
            <th role="columnheader">{texts.kept}</th>
            <th role="columnheader">{texts.encrypted}</th>
            <th role="columnheader">{texts.live}</th>
            <th role="columnheader">{texts.next(categories[0]?.expires.length ?? 0)}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {categories.map((category) => (
            <CategoryRow key={category.id} category={category} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
