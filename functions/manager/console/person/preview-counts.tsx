import type { SubjectPreview } from '#shared/client/schemas.ts';
import { toldWords } from '#shared/subjects/receipts/verification/words.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { categoryWords, collectionTitles } from '../parts/category-words.ts';
import { personTexts } from './person-texts.ts';
import { useFoundBy } from './record-card.tsx';

/**
 * Shows how many documents of each category and collection would be deleted, and by which
 * identifiers they were found.
 */
export function WhatGoes({ preview }: { readonly preview: SubjectPreview }) {
  const { counts } = useTexts(personTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const foundBy = useFoundBy();
  const rows = [
    ...preview.categories.map(({ category, ...rest }) => {
      return { id: category, title: categoryWords[category]?.title[language], ...rest };
    }),
    ...preview.beside.map(({ collection, ...rest }) => {
      return { id: collection, title: collectionTitles[collection]?.[language], ...rest };
    }),
  ].filter(({ count }) => count > 0);
  return (
    <ul className="what-goes">
      {rows.map(({ id, title, count, why }) => (
        <li key={id}>
          <span>
            {title ?? id}{' '}
            <span className="soft">{why.length > 0 && counts.foundBy(foundBy(why))}</span>
          </span>
          <strong>{formats.count(count)}</strong>
        </li>
      ))}
    </ul>
  );
}

/** Turns a name from the API into a title: `used_codes` becomes `Used codes`. */
const titleOf = (what: string) =>
  `${what.charAt(0).toUpperCase()}${what.slice(1).replaceAll('_', ' ')}`;

/** Shows what an erasure would keep, and for which reason. */
export function WhatStays({ preview }: { readonly preview: SubjectPreview }) {
  const { stays } = useTexts(personTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  return (
    <div>
      <h3>{stays.title}</h3>
      <ul className="what-stays">
        {preview.stays.map(({ what, why, count }) => (
          <li key={what}>
            {what === 'restricted_records'
              ? stays.restricted
              : (language === 'de' && toldWords[what]) || `${titleOf(what)}: ${why}`}
            {count !== undefined && ` ${stays.number(formats.count(count))}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
