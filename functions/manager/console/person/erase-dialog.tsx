import { useState } from 'react';
import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import type { ErasureCreated, SubjectPreview } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { TextField } from '../parts/form-fields.tsx';
import { useSession } from '../session/session-context.tsx';
import { personTexts } from './person-texts.ts';
import { WhatGoes, WhatStays } from './preview-counts.tsx';
import { type Sought, scopeOf } from './recognise-person.ts';
import { type Choices, countOf, keeping } from './use-preview.ts';

type EraseProps = {
  readonly sought: Sought;
  readonly choices: Choices;
  readonly preview: SubjectPreview;
  /** Loads the preview again. The promise resolves when the page shows the new preview. */
  readonly look: () => Promise<unknown>;
  readonly onErased: (erasure: ErasureCreated) => void;
};

/** Counts the documents to delete: records, and documents that belong to them. */
function totalOf(preview: SubjectPreview): number {
  return countOf(preview) + preview.beside.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Erases what the preview shows, after the user of the console has typed a phrase with the number
 * of documents. If something was added or deleted since the preview, it shows a new preview and
 * asks again.
 */
export function EraseDialog({ sought, choices, preview, look, onErased }: EraseProps) {
  const { erase, document } = useTexts(personTexts);
  const formats = useFormats();
  const { client } = useSession();
  const [typed, setTyped] = useState('');
  const [isChanged, setChanged] = useState(false);
  const total = totalOf(preview);
  const phrase = erase.phrase(formats.plural(total, document));
  const scope = scopeOf(sought, choices.conversations);
  const act = async () => {
    const body = { scope, plan: preview.plan, ...keeping(choices), confirm: true } as const;
    try {
      onErased(await client.request('POST /v1/erasures', { body, timeoutMs: 60_000 }));
      return true;
    } catch (error) {
      if (!(error instanceof MayflyProblem) || error.code !== 'plan-changed') throw error;
      await look();
      setTyped('');
      setChanged(true);
      return false;
    }
  };
  return (
    <FormDialog
      opener={erase.open}
      openerClass="danger-button"
      title={'subject' in scope ? erase.title : erase.titleConversation}
      action={erase.action}
      isDanger
      isWide
      isReady={typed.trim() === phrase}
      act={act}
      onOpen={() => {
        setTyped('');
        setChanged(false);
      }}
    >
      {isChanged && (
        <p role="alert" className="dialog-failure">
          {erase.changed}
        </p>
      )}
      <p>{total === 0 ? erase.nothing : erase.goes}</p>
      <WhatGoes preview={preview} />
      <WhatStays preview={preview} />
      <TextField label={erase.type(phrase)} value={typed} onChange={setTyped} autoFocus />
    </FormDialog>
  );
}
