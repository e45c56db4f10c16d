import { useState } from 'react';
import { regions } from '#shared/settings/regions.ts';
import { nameCountry } from '#shared/tenants/particulars/countries.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { categoryWords } from '../parts/category-words.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { CheckField, TextField } from '../parts/form-fields.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { endpointTexts } from './endpoint-texts.ts';
import type { Recipient } from './put-recipient.ts';
import { recipientsTexts } from './recipients-texts.ts';

type CategoryId = NonNullable<Recipient['categories']>[number];

const all = Object.keys(categoryWords) as CategoryId[];

type Draft = {
  readonly name: string;
  readonly de: string;
  readonly en: string;
  readonly country: string;
  readonly categories: readonly CategoryId[];
};

function draftOf(present: Recipient | undefined): Draft {
  const { name = '', purpose, country = 'DE', categories = all } = present ?? {};
  return { name, de: purpose?.de ?? '', en: purpose?.en ?? '', country, categories };
}

/**
 * Converts a draft to a recipient. A recipient without `categories` gets data of all categories.
 */
function recipientOf({ name, de, en, country, categories }: Draft): Recipient {
  const [german, english] = [de.trim(), en.trim()];
  const purpose = { ...(german !== '' && { de: german }), ...(english !== '' && { en: english }) };
  const isAll = categories.length === all.length;
  return { name: name.trim(), purpose, country, ...(!isAll && { categories }) };
}

/** Lets the user of the console choose a country by its name in the language of the page. */
function CountryField(props: { readonly value: string; readonly change: (id: string) => void }) {
  const texts = useTexts(recipientsTexts);
  const { language } = useLanguage();
  const countries = regions
    .map((id) => ({ id, label: nameCountry(id, language) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, language));
  return <SelectField label={texts.country} options={countries} {...props} />;
}

/** A form that adds a recipient, or changes an existing one. */
export function RecipientForm(props: {
  readonly present?: Recipient;
  readonly put: (before: Recipient | undefined, next: Recipient) => Promise<void>;
}) {
  const { present, put } = props;
  const texts = useTexts(recipientsTexts);
  const shared = useTexts(endpointTexts);
  const { language } = useLanguage();
  const [draft, setDraft] = useState(draftOf(present));
  // The page may load the list again while the dialog is open. `before` is the recipient as the
  // user saw it when the dialog opened.
  const [before, setBefore] = useState(present);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const { name, de, en, country, categories } = draft;
  return (
    <FormDialog
      opener={present === undefined ? texts.name : shared.change}
      openerClass={present === undefined ? 'button' : 'plain-button'}
      {...(present !== undefined && { openerLabel: `${shared.change} ${present.name}` })}
      title={present === undefined ? texts.name : shared.changeTitle(present.name)}
      action={shared.save}
      isReady={name.trim() !== '' && `${de}${en}`.trim() !== '' && categories.length > 0}
      onOpen={() => {
        setDraft(draftOf(present));
        setBefore(present);
      }}
      isWide
      act={async () => put(before, recipientOf(draft))}
    >
      <TextField
        label={texts.recipientName}
        value={name}
        onChange={(text) => change({ name: text })}
      />
      <CountryField value={country} change={(id) => change({ country: id })} />
      <TextField
        label={texts.purposes.de}
        hint={texts.purposeHint}
        value={de}
        onChange={(text) => change({ de: text })}
      />
      <TextField label={texts.purposes.en} value={en} onChange={(text) => change({ en: text })} />
      <fieldset className="scopes">
        <legend className="field-name">{texts.receives}</legend>
        {all.map((id) => (
          <CheckField
            key={id}
            label={categoryWords[id]?.title[language] ?? id}
            isChecked={categories.includes(id)}
            onChange={(isOn) =>
              change({
                categories: all.filter((each) => (each === id ? isOn : categories.includes(each))),
              })
            }
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}
