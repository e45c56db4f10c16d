import { useState } from 'react';
import type { ChangedNoticeEndpoint, NoticeEndpoint } from '#shared/client/schemas.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { categoryWords } from '../parts/category-words.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Moment } from '../parts/list/column.tsx';
import { useSession } from '../session/session-context.tsx';
import { describeReason } from './describe-outcome.ts';
import { EndpointForm } from './endpoint-form.tsx';
import {
  EndpointEntry,
  EndpointPanel,
  OnceSecrets,
  RemoveEndpoint,
  type TestResult,
} from './endpoint-parts.tsx';
import { endpointTexts } from './endpoint-texts.ts';
import { NamedRecipients } from './named-recipients.tsx';
import { recipientsTexts } from './recipients-texts.ts';
import { UntakenNotices } from './untaken-notices.tsx';
import { useEndpoints } from './use-endpoints.ts';

function Facts({ of }: { readonly of: NoticeEndpoint }) {
  const texts = useTexts(recipientsTexts);
  const shared = useTexts(endpointTexts);
  const { language } = useLanguage();
  const categories = of.categories?.map((id) => categoryWords[id]?.title[language] ?? id);
  const former = of.secrets.find(({ until }) => until !== null)?.until;
  return (
    <>
      <strong>
        {of.recipient} · {of.id}
      </strong>
      <code>{of.url}</code>
      <span className="soft">
        {texts.told}: {of.events.map((event) => texts.events[event]).join(', ')} ·{' '}
        {categories?.join(', ') ?? texts.toldAll}
      </span>
      <span className="soft">
        {shared.secret}: {texts.masked}
        {typeof former === 'string' && (
          <>
            {' '}
            · {texts.until} <Moment at={former} />
          </>
        )}
      </span>
    </>
  );
}

function EndpointRow(props: {
  readonly of: NoticeEndpoint;
  readonly recipients: Parameters<typeof EndpointForm>[0]['recipients'];
  readonly changed: (endpoint?: ChangedNoticeEndpoint) => void;
}) {
  const { of, recipients, changed } = props;
  const { id } = of;
  const texts = useTexts(recipientsTexts);
  const shared = useTexts(endpointTexts);
  const { client } = useSession();
  const test = async (): Promise<TestResult> => {
    const tested = await client.request('POST /v1/notice-endpoints/{id}/test', { id });
    const why = describeReason(shared, tested.failure, tested.status);
    if (tested.taken) return { tone: 'good', text: texts.works };
    return { tone: 'error', text: texts.fails(why) };
  };
  return (
    <EndpointEntry id={id} facts={<Facts of={of} />} test={test}>
      <EndpointForm recipients={recipients} present={of} changed={changed} />
      <Confirm
        opener={texts.rotate}
        openerLabel={`${texts.rotate} ${id}`}
        openerClass="plain-button"
        title={texts.rotateTitle(id)}
        detail={<p>{texts.rotateDetail}</p>}
        action={texts.rotate}
        act={async () => {
          const body = { overlap_hours: 24 };
          changed(
            await client.request('PUT /v1/tenant/notice-endpoints/{id}/secrets', { id, body }),
          );
        }}
      />
      <RemoveEndpoint
        id={id}
        detail={texts.removeDetail}
        act={async () => {
          await client.request('DELETE /v1/tenant/notice-endpoints/{id}', { id });
          changed();
        }}
      />
    </EndpointEntry>
  );
}

/** Lists the recipients, their endpoints, and the notices that recipients did not accept. */
export function RecipientsTab() {
  const texts = useTexts(recipientsTexts);
  const { endpoints, recipients } = useEndpoints();
  const [shown, setShown] = useState<ChangedNoticeEndpoint>();
  const { data, refetch } = endpoints;
  const changed = (endpoint?: ChangedNoticeEndpoint) => {
    if (endpoint?.signing_secret !== undefined) setShown(endpoint);
    void refetch();
  };
  const hasRecipients = recipients !== undefined && recipients.length > 0;
  return (
    <>
      {shown !== undefined && (
        <OnceSecrets
          id={shown.id}
          secrets={[
            { label: texts.signing, secret: shown.signing_secret ?? '', hint: texts.signingHint },
            {
              label: texts.matching,
              secret: shown.matching_secret ?? '',
              hint: texts.matchingHint,
            },
          ]}
          done={() => setShown(undefined)}
        />
      )}
      <NamedRecipients />
      <EndpointPanel
        title={texts.title}
        lead={texts.lead}
        none={recipients?.length === 0 ? texts.noRecipients : texts.none}
        found={endpoints}
        add={
          hasRecipients && (
            <EndpointForm key={data?.items.length} recipients={recipients} changed={changed} />
          )
        }
        row={(each) => (
          <EndpointRow key={each.id} of={each} recipients={recipients ?? []} changed={changed} />
        )}
      />
      <UntakenNotices />
    </>
  );
}
