import { nameCountry } from '#shared/tenants/particulars/countries.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { categoryWords } from '../parts/category-words.ts';
import { Confirm } from '../parts/confirm.tsx';
import { ListStates } from '../parts/list/list-states.tsx';
import { endpointTexts } from './endpoint-texts.ts';
import { putRecipient, type Recipient } from './put-recipient.ts';
import { RecipientForm } from './recipient-form.tsx';
import { recipientsTexts } from './recipients-texts.ts';
import { useParticulars } from './use-particulars.ts';

/**
 * Replaces `before` with `next`. Without `before` it adds `next`. Without `next` it removes
 * `before`.
 */
type Put = (before: Recipient | undefined, next: Recipient | undefined) => Promise<void>;

function RecipientRow({ of, put }: { readonly of: Recipient; readonly put: Put }) {
  const texts = useTexts(recipientsTexts);
  const shared = useTexts(endpointTexts);
  const { language } = useLanguage();
  const categories = of.categories?.map((id) => categoryWords[id]?.title[language] ?? id);
  const purpose = of.purpose[language] ?? of.purpose.de ?? of.purpose.en;
  return (
    <li className="entry entry-tall">
      <div className="entry-main">
        <strong>{of.name}</strong>
        <span>
          {purpose} · {nameCountry(of.country, language)}
        </span>
        <span className="soft">
          {texts.receives}: {categories?.join(', ') ?? texts.receivesAll}
        </span>
      </div>
      <div className="actions">
        <RecipientForm present={of} put={put} />
        <Confirm
          opener={shared.remove}
          openerLabel={`${shared.remove} ${of.name}`}
          openerClass="plain-button"
          title={shared.removeTitle(of.name)}
          detail={<p>{texts.unnameDetail}</p>}
          action={shared.remove}
          act={async () => put(of, undefined)}
        />
      </div>
    </li>
  );
}

/** Lists the recipients that the tenant has named. An owner can name, change and remove them. */
export function NamedRecipients() {
  const texts = useTexts(recipientsTexts);
  const { particulars, changeRecipients } = useParticulars();
  const { data, error, isFetching, refetch } = particulars;
  const items = data?.recipients;
  const list = { items, error, isFetching, retry: () => void refetch() };
  const put: Put = async (before, next) =>
    changeRecipients((stored) => putRecipient(stored, before, next));
  return (
    <section className="panel">
      <div className="panel-heading">
        <div>
          <h2>{texts.named}</h2>
          <p>{texts.namedLead}</p>
        </div>
        {items !== undefined && <RecipientForm put={put} />}
      </div>
      <ListStates list={list} empty={texts.noneNamed} />
      {items !== undefined && items.length > 0 && (
        <ul className="entries">
          {items.map((each) => (
            <RecipientRow key={each.name} of={each} put={put} />
          ))}
        </ul>
      )}
    </section>
  );
}
