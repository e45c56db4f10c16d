import { useState } from 'react';
import { useTexts } from '../language/language-context.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PersonBox } from '../person/person-box.tsx';
import { PersonWork } from '../person/person-work.tsx';
import type { Sought } from '../person/recognise-person.ts';
import { maySeeInClear } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { CustomerList } from './customer-list.tsx';
import { CustomerPanel } from './customer-panel.tsx';
import { customerTexts } from './customer-texts.ts';

/**
 * The shown person. Each new search adds one to `number`, which is a React key. So React keeps no
 * state of the previously shown person.
 */
type Shown = { readonly sought: Sought; readonly number: number };

function Customers() {
  const texts = useTexts(customerTexts);
  const { membership } = useSession();
  const [shown, show] = useState<Shown>();
  const isClear = maySeeInClear(membership?.role);
  const find = (sought: Sought) =>
    show((before) => ({ sought, number: (before?.number ?? 0) + 1 }));
  const close = () => show(undefined);
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead}>
        {shown !== undefined && (
          <button className="plain-button" type="button" onClick={close}>
            <Icon name="back" />
            {texts.back}
          </button>
        )}
      </PageHead>
      {isClear && <PersonBox onFind={find} />}
      {shown === undefined ? (
        <CustomerList
          open={
            isClear
              ? ({ email }) => {
                  if (email !== undefined) find({ email });
                }
              : undefined
          }
        />
      ) : (
        <PersonWork
          key={shown.number}
          sought={shown.sought}
          close={close}
          beside={({ records = [] }, look) => {
            const own = records.filter(({ category }) => category === 'customers');
            return own.map(({ collection, id }) =>
              collection === 'customers' ? (
                <CustomerPanel key={id} id={id} onDeleted={() => void look()} />
              ) : (
                <p key={id} className="panel">
                  {texts.restricted}
                </p>
              ),
            );
          }}
        />
      )}
    </div>
  );
}

export function CustomersPage() {
  const { membership } = useSession();
  return (
    <Gate page="customers">
      <Customers key={membership?.tenant} />
    </Gate>
  );
}
