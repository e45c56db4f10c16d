import type { ReactNode } from 'react';
import { useTexts } from '../../language/language-context.tsx';
import { filterTexts } from './filter-texts.ts';

/** Shows the filters of a list in a row, and a button that clears them. */
export function FilterBar(props: {
  readonly isNarrowed: boolean;
  readonly clear: () => void;
  readonly children: ReactNode;
}) {
  const texts = useTexts(filterTexts);
  return (
    <section className="filters" aria-label={texts.filters}>
      {props.children}
      {props.isNarrowed && (
        <button className="plain-button" type="button" onClick={props.clear}>
          {texts.clear}
        </button>
      )}
    </section>
  );
}
