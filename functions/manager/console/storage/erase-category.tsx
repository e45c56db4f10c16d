import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ErasureRequest, StorageOverview } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { CoolingOffChoice, useCoolingOff } from '../parts/cooling-off.tsx';
import { useSession } from '../session/session-context.tsx';
import { storageTexts } from './storage-texts.ts';

/** Erases a whole category, after the reader has typed the number of its records. */
export function EraseCategory(props: { readonly category: StorageOverview['categories'][number] }) {
  const texts = useTexts(storageTexts).sheet;
  const { record } = useTexts(storageTexts);
  const formats = useFormats();
  const { client } = useSession();
  const cache = useQueryClient();
  const coolingOff = useCoolingOff();
  const [begun, setBegun] = useState<string>();
  const { id, title, live, overdue } = props.category;
  const all = live + overdue;
  if (begun !== undefined) return <p role="status">{texts.erasing(begun)}</p>;
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
        setBegun(erasure.id);
      }}
    />
  );
}
