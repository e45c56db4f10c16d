import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ErasureCreated, ErasureRequest, StorageOverview } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { CoolingOffChoice, useCoolingOff } from '../parts/cooling-off.tsx';
import { useSession } from '../session/session-context.tsx';
import { storageTexts } from './storage-texts.ts';

/**
 * Lets an owner erase all records of a category. First the owner must type a phrase that contains
 * the number of these records.
 */
export function EraseCategory(props: { readonly category: StorageOverview['categories'][number] }) {
  const texts = useTexts(storageTexts).sheet;
  const { record } = useTexts(storageTexts);
  const formats = useFormats();
  const { client } = useSession();
  const cache = useQueryClient();
  const coolingOff = useCoolingOff();
  const [ordered, setOrdered] = useState<ErasureCreated>();
  const { id, title, live, overdue } = props.category;
  const all = live + overdue;
  if (ordered !== undefined) {
    const { id: erasureId, status, effective_at: from } = ordered;
    const waits = status === 'cooling-off' && texts.eraseWaits(formats.moment(from));
    return <p role="status">{waits || texts.erasing(erasureId)}</p>;
  }
  return (
    <Confirm
      opener={texts.erase}
      openerClass="warning-button"
      title={texts.eraseTitle(title)}
      detail={
        <>
          <p>{texts.eraseDetail(formats.plural(all, record))}</p>
          <CoolingOffChoice of={coolingOff} />
        </>
      }
      action={texts.eraseAction}
      phrase={texts.erasePhrase(formats.count(all))}
      act={async () => {
        await coolingOff.prepare();
        const scope = { category: id } as ErasureRequest['scope'];
        const erasure = await client.request('POST /v1/erasures', {
          body: { scope, confirm: true },
        });
        await cache.invalidateQueries({ queryKey: ['profile'] });
        setOrdered(erasure);
      }}
    />
  );
}
