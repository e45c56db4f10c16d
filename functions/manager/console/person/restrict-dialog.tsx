import { useState } from 'react';
import type { RestrictionRequest } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { categoryWords } from '../parts/category-words.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useSession } from '../session/session-context.tsx';
import { restrictTexts } from './restrict-texts.ts';
import type { ListedRecord } from './use-preview.ts';

type Ground = RestrictionRequest['ground'];

/** All categories have routes of the same shape; the types name each of them. */
const routeOf = (path: string) => `PUT /v1/${path as 'customers'}/{id}/restriction` as const;

/** Restricts one record of a person (Art. 18 GDPR). */
export function RestrictDialog(props: {
  readonly record: ListedRecord;
  readonly onRestricted: () => void;
}) {
  const { record, onRestricted } = props;
  const texts = useTexts(restrictTexts);
  const { client } = useSession();
  const [ground, setGround] = useState<Ground>('accuracy_contested');
  const grounds = Object.keys(texts.grounds) as Ground[];
  const path = categoryWords[record.category]?.path;
  if (path === undefined) return null;
  const act = async () => {
    await client.request(routeOf(path), { id: record.id, body: { ground } });
    onRestricted();
  };
  return (
    <FormDialog opener={texts.open} title={texts.title} action={texts.action} act={act}>
      <p>{texts.lead}</p>
      <SelectField<Ground>
        label={texts.ground}
        options={grounds.map((id) => ({ id, label: texts.grounds[id] }))}
        value={ground}
        change={setGround}
      />
    </FormDialog>
  );
}
