import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TransferEndpoint } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Moment } from '../parts/list/column.tsx';
import { useSession } from '../session/session-context.tsx';
import { describeOutcome } from './describe-outcome.ts';
import { EndpointEntry, EndpointPanel, OnceSecrets, RemoveEndpoint } from './endpoint-parts.tsx';
import { endpointTexts } from './endpoint-texts.ts';
import { bodyOf, draftOf } from './transfer-draft.ts';
import { TransferForm } from './transfer-form.tsx';
import { transferTexts } from './transfer-texts.ts';

function Facts({ of }: { readonly of: TransferEndpoint }) {
  const texts = useTexts(transferTexts);
  const formats = useFormats();
  const { auth, mapping } = of;
  const fields = Object.keys(mapping ?? {});
  return (
    <>
      <strong>{of.id}</strong>
      <code>{of.url}</code>
      <span className="soft">
        {texts.auth}: {texts.types[auth.type]} · {texts.signed}
      </span>
      <span className="soft" title={fields.join(', ')}>
        {mapping === null ? texts.all : formats.plural(fields.length, texts.mapped)} ·{' '}
        {texts.changed} <Moment at={of.changed_at} />
      </span>
    </>
  );
}

function SystemRow(props: {
  readonly of: TransferEndpoint;
  readonly changed: (endpoint?: TransferEndpoint) => void;
}) {
  const { of, changed } = props;
  const { id } = of;
  const texts = useTexts(transferTexts);
  const shared = useTexts(endpointTexts);
  const { client } = useSession();
  const test = async () => {
    const ended = await client.request('POST /v1/transfer-endpoints/{id}/test', { id });
    return describeOutcome(texts, shared, ended);
  };
  return (
    <EndpointEntry id={id} facts={<Facts of={of} />} test={test}>
      <TransferForm present={of} changed={changed} />
      <Confirm
        opener={texts.rotate}
        openerLabel={`${texts.rotate} ${id}`}
        openerClass="plain-button"
        title={texts.rotateTitle(id)}
        detail={<p>{texts.rotateDetail}</p>}
        action={texts.rotate}
        act={async () => {
          const body = { ...bodyOf(draftOf(of)), renew_signing_secret: true };
          changed(await client.request('PUT /v1/transfer-endpoints/{id}', { id, body }));
        }}
      />
      <RemoveEndpoint
        id={id}
        detail={texts.removeDetail}
        act={async () => {
          await client.request('DELETE /v1/transfer-endpoints/{id}', { id });
          changed();
        }}
      />
    </EndpointEntry>
  );
}

/** Lists the tenant's own systems that take device data. */
export function TransferTab() {
  const texts = useTexts(transferTexts);
  const { client, membership } = useSession();
  const [shown, setShown] = useState<TransferEndpoint>();
  const found = useQuery({
    queryKey: ['transfer-endpoints', membership?.tenant],
    queryFn: async ({ signal }) => client.request('GET /v1/transfer-endpoints', { signal }),
    gcTime: 0,
  });
  const changed = (endpoint?: TransferEndpoint) => {
    if (typeof endpoint?.signing_secret === 'string') setShown(endpoint);
    void found.refetch();
  };
  return (
    <>
      {shown !== undefined && (
        <OnceSecrets
          id={shown.id}
          secrets={[
            { label: texts.signing, secret: shown.signing_secret ?? '', hint: texts.signingHint },
          ]}
          done={() => setShown(undefined)}
        />
      )}
      <EndpointPanel
        title={texts.title}
        lead={texts.lead}
        none={texts.none}
        add={<TransferForm changed={changed} />}
        found={found}
        row={(each) => <SystemRow key={each.id} of={each} changed={changed} />}
      />
    </>
  );
}
