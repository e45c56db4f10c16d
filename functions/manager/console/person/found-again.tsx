import type { Recheck } from '#shared/client/schemas.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { collectionTitles } from '../parts/category-words.ts';
import { personTexts } from './person-texts.ts';

/** Shows the result of a search that the user of the console repeated after the erasure. */
export function FoundAgain({ found }: { readonly found: Recheck }) {
  const { recheck } = useTexts(personTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  if (found.absent) return <p role="status">{recheck.absent}</p>;
  const rows = [
    ...found.categories.map(({ category, count }) => [category, count] as const),
    ...found.beside.map(({ collection, count }) => [collection, count] as const),
  ].filter(([, count]) => count > 0);
  const told = rows.map(
    ([id, count]) => `${collectionTitles[id]?.[language] ?? id}: ${formats.count(count)}`,
  );
  return (
    <p role="status">
      {recheck.found} {told.join(', ')}
    </p>
  );
}
