import { useState } from 'react';
import type { Erasure, Recheck } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { TextField } from '../parts/form-fields.tsx';
import { saveFile } from '../parts/save-file.ts';
import { FoundAgain } from '../person/found-again.tsx';
import { personTexts } from '../person/person-texts.ts';
import { type Sought, scopeOf } from '../person/recognise-person.ts';
import { useSession } from '../session/session-context.tsx';
import { erasureTexts } from './erasure-texts.ts';

/**
 * Searches again for the person whose data an erasure deleted. The user of the console enters the
 * salt of the erasure and the identifiers of the person. These must be the identifiers by which the
 * erasure found the data.
 */
export function RecheckDialog({ erasure }: { readonly erasure: Erasure }) {
  const texts = useTexts(erasureTexts);
  const { names, recheck } = useTexts(personTexts);
  const { client } = useSession();
  const [salt, setSalt] = useState('');
  const [values, setValues] = useState<Sought>({});
  const [found, setFound] = useState<Recheck>();
  const { id } = erasure;
  const asked = erasure.asked_by as readonly (keyof Sought)[];
  const isReady = salt.trim() !== '' && asked.every((name) => (values[name] ?? '') !== '');
  const act = async () => {
    const body = { ...scopeOf(values, undefined), salt: salt.trim() };
    setFound(await client.request('POST /v1/erasures/{id}/recheck', { id, body }));
    return false;
  };
  const receipt = found?.receipt;
  return (
    <FormDialog
      opener={texts.recheck}
      openerClass="plain-button small"
      title={texts.recheckTitle}
      action={texts.recheckAction}
      isReady={isReady}
      act={act}
      onOpen={() => {
        setSalt('');
        setValues({});
        setFound(undefined);
      }}
    >
      <p className="soft">{texts.recheckLead}</p>
      {asked.map((name) => (
        <TextField
          key={name}
          label={names[name]}
          value={values[name] ?? ''}
          onChange={(value) => setValues((known) => ({ ...known, [name]: value }))}
        />
      ))}
      <TextField label={texts.salt} value={salt} onChange={setSalt} isMono />
      {found !== undefined && <FoundAgain found={found} />}
      {receipt != null && (
        <button
          className="plain-button"
          type="button"
          onClick={() =>
            saveFile(new Blob([receipt], { type: 'application/jose' }), `mayfly-absence-${id}.jws`)
          }
        >
          {recheck.save}
        </button>
      )}
    </FormDialog>
  );
}
