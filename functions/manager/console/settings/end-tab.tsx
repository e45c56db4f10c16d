import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { CoolingOffChoice, useCoolingOff } from '../parts/cooling-off.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { useFigures } from '../parts/use-figures.ts';
import { useSession } from '../session/session-context.tsx';
import { PeriodArchive } from '../storage/period-archive.tsx';
import { settingsTexts } from './settings-texts.ts';
import { TenantEnd } from './tenant-end.tsx';

/**
 * First offers archives of data that the tenant may need later. Then it says exactly what is
 * deleted, and erases the tenant after an owner has typed a phrase with its name.
 */
export function EndTab() {
  const texts = useTexts(settingsTexts);
  const formats = useFormats();
  const { client, membership } = useSession();
  const cache = useQueryClient();
  const coolingOff = useCoolingOff();
  const [begun, setBegun] = useState<{ readonly tenant: string; readonly id: string }>();
  const tenant = membership?.tenant ?? '';
  const { data, error, isFetching, refetch } = useFigures();
  if (begun !== undefined) return <TenantEnd tenant={begun.tenant} id={begun.id} />;
  if (data === undefined && error !== null)
    return <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />;
  if (data === undefined) return <p className="waiting">{texts.loading}</p>;
  const kept = data.categories.filter(({ live, overdue }) => live + overdue > 0);
  return (
    <div className="stack">
      <p>{texts.end.first}</p>
      <PeriodArchive />
      <section className="panel">
        <div className="panel-heading">
          <div>
            <h2>{texts.end.title}</h2>
            <p>{texts.end.lead}</p>
          </div>
        </div>
        <h3>{texts.end.what}</h3>
        <ul className="goes">
          {kept.map(({ id, title, live, overdue }) => (
            <li key={id}>
              {title}:{' '}
              <span className="one-line">{formats.plural(live + overdue, texts.end.records)}</span>
            </li>
          ))}
          <li>{texts.end.rest}</li>
        </ul>
        <p className="soft">{texts.end.stays}</p>
        <Confirm
          opener={texts.end.action}
          openerClass="danger-button"
          title={texts.end.confirmTitle(tenant)}
          detail={
            <>
              <p>{texts.end.lead}</p>
              <CoolingOffChoice of={coolingOff} />
            </>
          }
          action={texts.end.action}
          phrase={texts.end.phrase(tenant)}
          act={async () => {
            await coolingOff.prepare();
            const body = { scope: { tenant: true }, confirm: true } as const;
            const { id } = await client.request('POST /v1/erasures', { body });
            setBegun({ tenant, id });
            await cache.invalidateQueries({ queryKey: ['profile'] });
          }}
        />
      </section>
    </div>
  );
}
