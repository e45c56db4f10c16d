import { useQuery } from '@tanstack/react-query';
import type { TenantErasure } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { listTexts } from '../parts/list/list-texts.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { saveFile } from '../parts/save-file.ts';
import { useSession } from '../session/session-context.tsx';
import { tenantEndTexts } from './tenant-end-texts.ts';

const pollMs = 5_000;

/** Offers to save the receipt, and links to the page that checks it. */
export function TenantReceipt({
  of,
  tenant,
}: {
  readonly of: TenantErasure;
  readonly tenant: string;
}) {
  const texts = useTexts(tenantEndTexts);
  const { receipt } = of;
  if (receipt === null) return <p className="soft">{texts.noReceipt}</p>;
  return (
    <p className="actions">
      <button
        className="button"
        type="button"
        onClick={() =>
          saveFile(
            new Blob([receipt], { type: 'application/jose' }),
            `mayfly-receipt-${tenant}.jws`,
          )
        }
      >
        {texts.save}
      </button>
      <a className="plain-button" href="/verify" target="_blank" rel="noreferrer">
        {texts.verify}
      </a>
    </p>
  );
}

/** Returns the state of a tenant's erasure, as a sentence. */
export function useEndState({
  status,
  effective_at: at,
  completed_at: end,
}: TenantErasure): string {
  const texts = useTexts(tenantEndTexts);
  const formats = useFormats();
  if (status === 'complete') return texts.complete(formats.moment(end ?? at));
  if (status === 'cancelled') return texts.cancelled;
  return status === 'running' ? texts.running : texts.waiting(formats.moment(at));
}

/**
 * Shows the progress of a tenant's erasure, and its receipt. At the end of the erasure nobody
 * belongs to the tenant any more. So the request needs no sign-in: its body names the tenant and
 * the erasure.
 */
export function TenantEnd({ tenant, id }: { readonly tenant: string; readonly id: string }) {
  const texts = useTexts(tenantEndTexts);
  const kit = useTexts(listTexts);
  const { client } = useSession();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['tenant-end', tenant, id],
    queryFn: async ({ signal }) =>
      client.request('POST /v1/erasures/of-tenant', { body: { tenant, id }, signal }),
    // The page stops asking when the erasure has a receipt or is cancelled.
    refetchInterval: ({ state }) =>
      state.data?.receipt != null || state.data?.status === 'cancelled' ? false : pollMs,
    gcTime: 0,
  });
  return (
    <section className="panel stack" aria-labelledby="tenant-end">
      <h2 id="tenant-end">{texts.title(tenant)}</h2>
      {error !== null && (
        <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />
      )}
      {data === undefined && error === null && <p className="waiting">{kit.loading}</p>}
      {data !== undefined && <EndState of={data} tenant={tenant} />}
      <p>
        {texts.number} <code>{id}</code>
      </p>
      {data?.receipt == null && data?.status !== 'cancelled' && (
        <p className="soft">{texts.keep}</p>
      )}
    </section>
  );
}

function EndState({ of, tenant }: { readonly of: TenantErasure; readonly tenant: string }) {
  const texts = useTexts(tenantEndTexts);
  const state = useEndState(of);
  return (
    <>
      <p role="status">{state}</p>
      {of.status === 'running' && <ProgressBar label={texts.progress} />}
      {of.status === 'complete' && <TenantReceipt of={of} tenant={tenant} />}
    </>
  );
}
