import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MarketingConsents } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { ArchiveNotice } from '../parts/archive-notice.tsx';
import { DetailSheet, Facts } from '../parts/detail-sheet.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Moment } from '../parts/list/column.tsx';
import { DeleteChosen } from '../parts/list/delete-chosen.tsx';
import { listTexts } from '../parts/list/list-texts.ts';
import { Masked } from '../parts/masked.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { mayDelete } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { consentsTexts } from './consents-texts.ts';
import { StatusMark } from './status-mark.tsx';

const reasons = ['person_asked', 'complaint', 'unreachable', 'other'] as const;

/**
 * Opens a dialog that withdraws the consent on behalf of the person. The dialog says which consents
 * it withdraws, and asks for a reason.
 */
function Withdraw(props: { readonly consent: MarketingConsents; readonly onDone: () => void }) {
  const texts = useTexts(consentsTexts);
  const { client } = useSession();
  const [reason, setReason] = useState<(typeof reasons)[number]>('person_asked');
  const purpose = texts.types[props.consent.type];
  return (
    <FormDialog
      opener={texts.withdraw.open}
      title={texts.withdraw.title(purpose)}
      action={texts.withdraw.action}
      isDanger
      act={async () => {
        await client.marketingConsents.withdraw(props.consent.id, { reason });
        props.onDone();
      }}
    >
      <p>{texts.withdraw.detail(purpose)}</p>
      <SelectField
        label={texts.withdraw.reason}
        options={reasons.map((id) => ({ id, label: texts.withdraw.reasons[id] }))}
        value={reason}
        change={setReason}
      />
    </FormDialog>
  );
}

type At = { readonly at: string | null; readonly ip?: string | null };

/** Shows when something happened, and from which IP address. */
function Happened(props: { readonly of: At; readonly isMasked: boolean; readonly not: string }) {
  const { from } = useTexts(consentsTexts).proof;
  const { at, ip } = props.of;
  if (at === null) return <span className="soft">{props.not}</span>;
  return (
    <>
      <Moment at={at} />
      {(typeof ip === 'string' || props.isMasked) && (
        <>
          {' '}
          {from} {props.isMasked ? <Masked /> : <code>{ip}</code>}
        </>
      )}
    </>
  );
}

/**
 * Shows the proof of a consent: who gave the consent, when, with which wording, and from which IP
 * address.
 */
export function ProofSheet(props: {
  readonly consent: MarketingConsents;
  readonly close: () => void;
  readonly onChanged: () => void;
  readonly onDeleted: (ids: readonly string[]) => void;
}) {
  const texts = useTexts(consentsTexts);
  const kit = useTexts(listTexts);
  const { client, membership } = useSession();
  const { consent, close } = props;
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['consent-proof', membership?.tenant, consent.id],
    queryFn: async ({ signal }) => client.marketingConsents.proof(consent.id, { signal }),
    gcTime: 0,
  });
  const isMasked = (...fields: string[]) =>
    fields.some((field) => data?.masked?.includes(field) === true);
  const mayAct = mayDelete(membership?.role);
  const isOpen = data !== undefined && data.status !== 'withdrawn';
  const { proof } = texts;
  return (
    <DetailSheet
      title={proof.title}
      close={close}
      actions={
        mayAct && (
          <>
            {isOpen && (
              <Withdraw
                consent={consent}
                onDone={() => {
                  void refetch();
                  props.onChanged();
                }}
              />
            )}
            <DeleteChosen
              ids={[consent.id]}
              noun={texts.consent}
              besides={texts.deleteBesides}
              remove={async () => client.marketingConsents.delete(consent.id)}
              onDeleted={props.onDeleted}
            />
          </>
        )
      }
    >
      {error !== null && (
        <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />
      )}
      {data === undefined && error === null && <p className="waiting">{kit.loading}</p>}
      {data !== undefined && (
        <Facts
          facts={[
            [texts.purpose, data.type === null ? '–' : texts.types[data.type]],
            [
              texts.person,
              isMasked('email', 'phone', 'push_endpoint') ? (
                <Masked key="person" />
              ) : (
                <span key="person" className="long-value">
                  {data.person ?? '–'}
                </span>
              ),
            ],
            [texts.status, <StatusMark key="status" status={data.status ?? undefined} />],
            [proof.procedure, data.opt_in === null ? '–' : proof.procedures[data.opt_in]],
            [
              proof.wording,
              isMasked('wording_text') ? (
                <Masked key="wording" />
              ) : (
                <blockquote key="wording" className="wording">
                  {data.wording_text ?? '–'}
                </blockquote>
              ),
            ],
            [proof.source, isMasked('source') ? <Masked key="source" /> : (data.source ?? '–')],
            [
              texts.given,
              <Happened key="given" of={data.given} isMasked={isMasked('ip')} not="–" />,
            ],
            [
              proof.confirmed,
              <Happened
                key="confirmed"
                of={data.confirmed}
                isMasked={isMasked('confirmed_ip')}
                not={proof.notYet}
              />,
            ],
            [
              proof.withdrawn,
              <span key="withdrawn">
                <Happened of={data.withdrawn} isMasked={false} not={proof.never} />
                {data.withdrawn.reason !== null && (
                  <span className="soft"> {texts.withdraw.reasons[data.withdrawn.reason]}</span>
                )}
              </span>,
            ],
            [
              texts.goes,
              data.kept_until === null ? '–' : <Moment key="goes" at={data.kept_until} />,
            ],
          ]}
        />
      )}
      <ArchiveNotice />
    </DetailSheet>
  );
}
