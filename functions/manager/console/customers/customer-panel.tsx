import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Fuse } from '../parts/fuse.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNow } from '../parts/use-now.ts';
import { useSession } from '../session/session-context.tsx';
import { customerTexts } from './customer-texts.ts';
import { HistoryView } from './history-view.tsx';
import { typeOf } from './typed-value.ts';
import { useCustomer } from './use-customer.ts';
import { ValueDialog } from './value-dialog.tsx';
import { ValueView } from './value-view.tsx';

type PanelProps = {
  readonly id: string;
  /** Called after the user of the console has deleted the record. */
  readonly onDeleted: () => void;
};

/** Shows a customer’s values, which the user can change, and the earlier values. */
export function CustomerPanel({ id, onDeleted }: PanelProps) {
  const texts = useTexts(customerTexts);
  const formats = useFormats();
  const now = useNow(30_000);
  const { client } = useSession();
  const { data: customer, error, isFetching, refetch, set, remove } = useCustomer(id);
  if (error !== null)
    return <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />;
  if (customer === undefined) return <p className="waiting panel">{texts.loading}</p>;
  const values = Object.entries(customer.values ?? {});
  const taken = values.map(([key]) => key);
  const erase = async () => {
    await client.customers.delete(id);
    onDeleted();
  };
  return (
    <section className="panel stack" aria-labelledby={`customer-${id}`}>
      <header className="panel-heading">
        <div>
          <h2 id={`customer-${id}`}>{texts.panel}</h2>
          <p>
            {customer.email} · {texts.proofs[customer.authenticated_by]}
          </p>
        </div>
        <div className="actions">
          <Fuse from={customer.created_at} until={customer.expires_at} now={now} />
          <Confirm
            opener={<Icon name="trash" />}
            openerLabel={texts.erase}
            title={texts.eraseTitle}
            detail={texts.eraseDetail(formats.plural(values.length, texts.value))}
            action={texts.eraseAction}
            act={erase}
          />
        </div>
      </header>
      {values.length === 0 && <p className="soft">{texts.noValues}</p>}
      <ul className="values" aria-label={texts.values}>
        {values.map(([key, value]) => (
          <li key={key}>
            <div className="value">
              <p>
                <span className="mono">{key}</span>{' '}
                <span className="mark-word">{texts.types[typeOf(value)]}</span>
              </p>
              <ValueView value={value} />
            </div>
            <div className="actions">
              <ValueDialog entry={{ key, value }} taken={taken} save={set} />
              <Confirm
                opener={<Icon name="trash" />}
                openerLabel={texts.remove(key)}
                title={texts.removeTitle(key)}
                detail={texts.removeDetail}
                action={texts.removeAction}
                act={() => remove(key)}
              />
            </div>
          </li>
        ))}
      </ul>
      <div className="actions">
        <ValueDialog taken={taken} save={set} />
      </div>
      <HistoryView key={JSON.stringify(customer.values)} id={id} />
    </section>
  );
}
