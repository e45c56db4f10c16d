import { useState } from 'react';
import type { ErasureRequest } from '#shared/client/schemas.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { categoryWords } from '../parts/category-words.ts';
import { CoolingOffChoice, useCoolingOff } from '../parts/cooling-off.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { TextField } from '../parts/form-fields.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useSession } from '../session/session-context.tsx';
import { erasureTexts } from './erasure-texts.ts';

type CategoryId = Extract<ErasureRequest['scope'], { readonly category: string }>['category'];

const ids = Object.keys(categoryWords).filter((id) => id !== 'manager_log') as CategoryId[];

/**
 * Erases the records that a category has when the erasure takes effect, after an owner has typed a
 * phrase with its title.
 */
export function EraseCategory({ onAccepted }: { readonly onAccepted: () => void }) {
  const { wide } = useTexts(erasureTexts);
  const { language } = useLanguage();
  const { client } = useSession();
  const [category, setCategory] = useState<CategoryId>(ids[0] ?? 'chat_messages');
  const [typed, setTyped] = useState('');
  const coolingOff = useCoolingOff();
  const titleOf = (id: CategoryId) => categoryWords[id]?.title[language] ?? id;
  const phrase = wide.phrase(titleOf(category));
  const act = async () => {
    await coolingOff.prepare();
    const body = { scope: { category }, confirm: true } as const;
    await client.request('POST /v1/erasures', { body });
    onAccepted();
  };
  return (
    <FormDialog
      opener={wide.open}
      title={wide.title}
      action={wide.action}
      isDanger
      isReady={typed.trim() === phrase && coolingOff.hours !== undefined}
      act={act}
      onOpen={() => setTyped('')}
    >
      <p>{wide.lead}</p>
      <SelectField<CategoryId>
        label={wide.category}
        value={category}
        options={ids.map((id) => ({ id, label: titleOf(id) }))}
        change={(id) => {
          setCategory(id);
          setTyped('');
        }}
      />
      <CoolingOffChoice of={coolingOff} />
      <TextField label={wide.type(phrase)} value={typed} onChange={setTyped} />
    </FormDialog>
  );
}
