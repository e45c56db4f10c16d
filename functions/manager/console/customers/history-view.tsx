import { useState } from 'react';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { mayDelete } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { customerTexts } from './customer-texts.ts';
import { useHistory } from './use-customer.ts';
import { ValueView } from './value-view.tsx';

/** Shows up to five earlier versions of each value, and when each was replaced or removed. */
export function HistoryView({ id }: { readonly id: string }) {
  const texts = useTexts(customerTexts);
  const formats = useFormats();
  const { client, membership } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { data, error, isFetching, refetch } = useHistory(id, isOpen);
  const entries = Object.entries(data?.values ?? {});
  const clear = async () => {
    await client.customers.clearHistory(id);
    await refetch();
  };
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{texts.history}</summary>
      {error !== null && (
        <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />
      )}
      {data === undefined && error === null && <p className="waiting">{texts.loading}</p>}
      {data !== undefined && entries.length === 0 && <p className="soft">{texts.noHistory}</p>}
      {entries.length > 0 && (
        <>
          <dl className="history">
            {entries.map(([key, former]) => (
              <div key={key}>
                <dt>{key}</dt>
                <dd>
                  <ul>
                    {former.map(({ value, replaced_at: at }) => (
                      <li key={at}>
                        <ValueView value={value} />{' '}
                        <time className="soft" dateTime={at}>
                          {texts.until(formats.moment(at))}
                        </time>
                      </li>
                    ))}
                  </ul>
                </dd>
              </div>
            ))}
          </dl>
          {mayDelete(membership?.role) && (
            <Confirm
              opener={texts.clear}
              openerClass="plain-button"
              title={texts.clearTitle}
              detail={texts.clearDetail}
              action={texts.clearAction}
              act={clear}
            />
          )}
        </>
      )}
    </details>
  );
}
