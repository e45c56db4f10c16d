import { useState } from 'react';
import { Input, Label, TextArea, TextField } from 'react-aria-components';
import type { Particulars } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { SaveForm } from '../parts/save-form.tsx';
import { settingsTexts } from './settings-texts.ts';
import { type ParticularsChange, useParticulars } from './use-particulars.ts';

const offices = ['controller', 'representative', 'dpo', 'authority'] as const;
const fields = ['name', 'email', 'phone', 'website', 'postal_address'] as const;

type Office = (typeof offices)[number];
type Values = { readonly [field in (typeof fields)[number]]?: string };

/** Returns the filled-in fields, or null if all are empty. Saving null removes the contact. */
function filledOf(values: Values): Values | null {
  const filled = fields.flatMap((field) => {
    const text = values[field]?.trim() ?? '';
    return text === '' ? [] : [[field, text] as const];
  });
  return filled.length === 0 ? null : Object.fromEntries(filled);
}

function OfficeForm(props: {
  readonly office: Office;
  readonly present: Particulars[Office];
  readonly save: (change: ParticularsChange) => Promise<void>;
}) {
  const texts = useTexts(settingsTexts).controller;
  const { office, present, save } = props;
  // Only what the user has edited. So the form also shows what another owner changes meanwhile.
  const [edited, setEdited] = useState<Values>({});
  const values: Values = { ...present, ...edited };
  const filled = filledOf(values);
  return (
    <section className="panel">
      <div className="panel-heading">
        <h2>{texts[office]}</h2>
      </div>
      <SaveForm
        label={texts[office]}
        isChanged={JSON.stringify(filled) !== JSON.stringify(filledOf(present ?? {}))}
        save={async () => {
          await save({ [office]: filled });
          setEdited((now) => (now === edited ? {} : now));
        }}
      >
        <div className="form-grid">
          {fields.map((field) => (
            <TextField
              key={field}
              className="field"
              value={values[field] ?? ''}
              onChange={(text) => setEdited({ ...edited, [field]: text })}
            >
              <Label className="field-name">{texts.fields[field]}</Label>
              {field === 'postal_address' ? (
                <TextArea className="field-box" rows={3} />
              ) : (
                <Input className="field-box" autoComplete="off" />
              )}
            </TextField>
          ))}
        </div>
      </SaveForm>
    </section>
  );
}

/**
 * Lets an owner set the contacts of the controller, its representative, its data protection officer
 * and its supervisory authority. Archives and the record of processing show them.
 */
export function ControllerTab() {
  const texts = useTexts(settingsTexts);
  const { particulars, saveShown } = useParticulars();
  const { data, error, isFetching, refetch } = particulars;
  if (error !== null && data === undefined)
    return <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />;
  if (data === undefined) return <p className="waiting">{texts.loading}</p>;
  return (
    <>
      <p className="soft">{texts.controller.lead}</p>
      {offices.map((office) => (
        <OfficeForm
          key={office}
          office={office}
          present={data[office]}
          save={async (change) => saveShown(change, data)}
        />
      ))}
    </>
  );
}
