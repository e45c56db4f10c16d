import type { StorageOverview } from '#shared/processing/storage/describe-storage.ts';
import { CategoryRow } from './category-row.tsx';

/** Every category with its promise. The roles are said aloud because a narrow screen lays the rows out as cards. */
export function CategoryTable({ overview }: { overview: StorageOverview }) {
  const { categories } = overview;
  return (
    <section class="panel" aria-labelledby="categories-title">
      <div class="panel-heading">
        <h2 id="categories-title">What may be stored</h2>
        <p>
          {categories.length} categories. A tenant may shorten each to any whole number of days.
        </p>
      </div>
      <table class="categories" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader">Category</th>
            <th role="columnheader">Kept for</th>
            <th role="columnheader">Encrypted fields</th>
            <th role="columnheader">Live records</th>
            <th role="columnheader">Next {categories[0]?.expires.length} days</th>
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
