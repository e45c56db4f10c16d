import { useState } from 'react';
import type { RestrictionRequest } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import type { ArchivedRecord } from '../parts/archive/record-archive.tsx';
import { categoryWords } from '../parts/category-words.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useSession } from '../session/session-context.tsx';
import { restrictTexts } from './restrict-texts.ts';
import type { ListedRecord } from './use-preview.ts';

type Ground = RestrictionRequest['ground'];

/**
 * Returns the route that restricts a record. Each category with records of persons has this route.
 * The cast gives all of these routes the type of the customers' route.
 */
const routeOf = (path: string) => `PUT /v1/${path as 'customers'}/{id}/restriction` as const;

/** Restricts one record of a person (Art. 18 GDPR). */
export function RestrictDialog(props: {
  readonly record: ListedRecord;
  /**
   * Called after the restriction. `kept` is the record if the person wants it kept. Then the page
   * makes an archive of the record at once.
   */
  readonly onRestricted: (kept?: ArchivedRecord) => void;
}) {
  const { record, onRestricted } = props;
  const texts = useTexts(restrictTexts);
  const { client } = useSession();
  const [ground, setGround] = useState<Ground>('accuracy_contested');
  const grounds = Object.keys(texts.grounds) as Ground[];
  const path = categoryWords[record.category]?.path;
  if (path === undefined) return null;
  const act = async () => {
    const { kept } = await client.request(routeOf(path), { id: record.id, body: { ground } });
    const { category, id } = record;
    onRestricted(kept ? { category, id } : undefined);
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
