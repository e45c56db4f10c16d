import { useTexts } from '../language/language-context.tsx';
import { ListMore, ListStates, pagesOf } from '../parts/list/list-states.tsx';
import { useNow } from '../parts/use-now.ts';
import { maySet } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { EraseCategory } from './erase-category.tsx';
import { ErasureRow } from './erasure-row.tsx';
import { erasureTexts } from './erasure-texts.ts';
import { useErasures } from './use-erasures.ts';

/** Lists erasures, newest first. A running erasure continues when the page is closed. */
export function Erasures() {
  const texts = useTexts(erasureTexts);
  const { membership } = useSession();
  const now = useNow(10_000);
  const pages = useErasures();
  const list = pagesOf(pages);
  const { items: erasures } = list;
  const refetch = () => void pages.refetch();
  return (
    <div className="stack">
      {maySet(membership?.role) && (
        <div className="actions">
          <EraseCategory onAccepted={refetch} />
        </div>
      )}
      <ListStates list={list} empty={texts.none} />
      {erasures !== undefined && erasures.length > 0 && (
        <ul className="panel erasures">
          {erasures.map((each) => (
            <ErasureRow key={each.id} listed={each} now={now} onCancelled={refetch} />
          ))}
        </ul>
      )}
      <ListMore list={list} />
    </div>
  );
}
