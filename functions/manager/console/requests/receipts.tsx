import { useInfiniteQuery } from '@tanstack/react-query';
import { kindWords } from '#shared/subjects/receipts/verification/words.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { ListMore, ListStates, pagesOf } from '../parts/list/list-states.tsx';
import { saveFile } from '../parts/save-file.ts';
import { useSession } from '../session/session-context.tsx';
import { receiptTexts } from './receipt-texts.ts';
import { useVerification } from './use-verification.ts';
import { VerificationView } from './verification-view.tsx';
import { VerifyForm } from './verify-form.tsx';

const pageSize = 30;

function useReceipts() {
  const { client, membership } = useSession();
  return useInfiniteQuery({
    queryKey: ['receipts', membership?.tenant],
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? {} : { cursor: pageParam };
      return client.request('GET /v1/receipts', { query: { limit: pageSize, ...cursor }, signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
}

/** Lists the tenant's receipts, and checks any receipt in this browser. */
export function Receipts() {
  const texts = useTexts(receiptTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const pages = useReceipts();
  const { result, error, check } = useVerification();
  const list = pagesOf(pages);
  const { items: receipts } = list;
  return (
    <div className="stack">
      <FailureLine error={error} />
      {result !== undefined && <VerificationView result={result} />}
      <div className="person-deeds">
        <section className="panel stack" aria-labelledby="receipts-title">
          <header className="panel-heading">
            <div>
              <h2 id="receipts-title">{texts.list}</h2>
              <p className="soft">{texts.lead}</p>
            </div>
            {receipts !== undefined && receipts.length > 0 && (
              <button
                className="plain-button small"
                type="button"
                onClick={() => void check({ texts: receipts.map(({ receipt }) => receipt) })}
              >
                {texts.checkAll}
              </button>
            )}
          </header>
          <ListStates list={list} empty={texts.none} />
          <ul className="receipts">
            {receipts?.map(({ id, kind, number, created_at, receipt }) => (
              <li key={id}>
                <div>
                  <strong>
                    {formats.count(number)} · {kindWords[kind]?.[language] ?? kind}
                  </strong>
                  <p className="soft">
                    <time dateTime={created_at}>{formats.moment(created_at)}</time>
                  </p>
                </div>
                <div className="actions">
                  <button
                    className="plain-button small"
                    type="button"
                    onClick={() => void check({ texts: [receipt] })}
                  >
                    {texts.check}
                    <span className="unseen"> {formats.count(number)}</span>
                  </button>
                  <button
                    className="plain-button small"
                    type="button"
                    onClick={() =>
                      saveFile(
                        new Blob([receipt], { type: 'application/jose' }),
                        `mayfly-receipt-${number}.jws`,
                      )
                    }
                  >
                    {texts.save}
                    <span className="unseen"> {formats.count(number)}</span>
                  </button>
                </div>
              </li>
            ))}
          </ul>
          <ListMore list={list} />
        </section>
        <VerifyForm check={check} />
      </div>
    </div>
  );
}
