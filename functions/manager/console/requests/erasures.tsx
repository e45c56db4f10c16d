import { useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Message } from '../parts/message.tsx';
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
  const erasures = pages.data?.pages.flatMap(({ items }) => items);
  const refetch = () => void pages.refetch();
  return (
    <div className="stack">
      {maySet(membership?.role) && (
        <div className="actions">
          <EraseCategory onAccepted={refetch} />
        </div>
      )}
      {pages.error !== null && (
        <FailureNotice error={pages.error} isRetrying={pages.isFetching} retry={refetch} />
      )}
      {pages.isPending && <p className="waiting">{texts.loading}</p>}
      {erasures?.length === 0 && <Message {...texts.none} />}
      {erasures !== undefined && erasures.length > 0 && (
        <ul className="panel erasures">
          {erasures.map((each) => (
            <ErasureRow key={each.id} listed={each} now={now} onCancelled={refetch} />
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <button
          className="plain-button"
          type="button"
          aria-disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {pages.isFetchingNextPage ? texts.loading : texts.more}
        </button>
      )}
    </div>
  );
}
