import { useState } from 'react';
import type { ChangedNoticeEndpoint, NoticeEndpoint } from '#shared/client/schemas.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { describeFailure } from '../parts/describe-failure.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Moment } from '../parts/list/column.tsx';
import { SecretOnce } from '../parts/secret-once.tsx';
import { useSession } from '../session/session-context.tsx';
import { EndpointForm } from './endpoint-form.tsx';
import { recipientsTexts } from './recipients-texts.ts';
import { UntakenNotices } from './untaken-notices.tsx';
import { useEndpoints } from './use-endpoints.ts';

/**
 * Shows the secrets of an endpoint once. They stay in the page's memory until the reader closes
 * them.
 */
function Secrets(props: { readonly of: ChangedNoticeEndpoint; readonly done: () => void }) {
  const texts = useTexts(recipientsTexts);
  const { id, signing_secret = '', matching_secret = '' } = props.of;
  return (
    <section className="panel" aria-label={texts.onceTitle(id)}>
      <h2>{texts.onceTitle(id)}</h2>
      <p role="status">{texts.once}</p>
      <SecretOnce label={texts.signing} secret={signing_secret} hint={texts.signingHint} />
      <SecretOnce label={texts.matching} secret={matching_secret} hint={texts.matchingHint} />
      <button className="button" type="button" onClick={props.done}>
        {texts.done}
      </button>
    </section>
  );
}

/**
 * A button that sends an empty test message to an endpoint, and shows whether the endpoint accepted
 * it.
 */
function TestButton({ id }: { readonly id: string }) {
  const texts = useTexts(recipientsTexts);
  const { language } = useLanguage();
  const { client } = useSession();
  const [said, setSaid] = useState<string>();
  const test = async () => {
    setSaid(texts.testing);
    try {
      const tested = await client.request('POST /v1/notice-endpoints/{id}/test', { id });
      setSaid(tested.taken ? texts.works : texts.fails(tested.failure ?? String(tested.status)));
    } catch (error) {
      setSaid(describeFailure(error, language).title);
    }
  };
  return (
    <>
      <span role="status" className="soft">
        {said}
      </span>
      <button className="plain-button" type="button" onClick={() => void test()}>
        {texts.test}
        <span className="unseen"> {id}</span>
      </button>
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
  const { client } = useSession();
  const former = of.secrets.find(({ until }) => until !== null)?.until;
  return (
    <li className="entry">
      <div className="entry-main">
        <strong>
          {of.recipient} · {id}
        </strong>
        <code>{of.url}</code>
        <span className="soft">
          {texts.told}: {of.events.map((event) => texts.events[event]).join(', ')} ·{' '}
          {of.categories?.join(', ') ?? texts.toldAll}
        </span>
        <span className="soft">
          {texts.secret}: {texts.masked}
          {typeof former === 'string' && (
            <>
              {' '}
              · {texts.until} <Moment at={former} />
            </>
          )}
        </span>
      </div>
      <TestButton id={id} />
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
      <Confirm
        opener={texts.remove}
        openerLabel={`${texts.remove} ${id}`}
        openerClass="plain-button"
        title={texts.removeTitle(id)}
        detail={<p>{texts.removeDetail}</p>}
        action={texts.remove}
        act={async () => {
          await client.request('DELETE /v1/tenant/notice-endpoints/{id}', { id });
          changed();
        }}
      />
    </li>
  );
}

/** The endpoints of recipients with their categories, and the notices that they did not accept. */
export function RecipientsTab() {
  const texts = useTexts(recipientsTexts);
  const { endpoints, recipients } = useEndpoints();
  const [shown, setShown] = useState<ChangedNoticeEndpoint>();
  const { data, error, isFetching, refetch } = endpoints;
  if (error !== null)
    return <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />;
  const changed = (endpoint?: ChangedNoticeEndpoint) => {
    if (endpoint?.signing_secret !== undefined) setShown(endpoint);
    void refetch();
  };
  return (
    <>
      {shown !== undefined && <Secrets of={shown} done={() => setShown(undefined)} />}
      <section className="panel">
        <div className="panel-heading">
          <div>
            <h2>{texts.title}</h2>
            <p>{texts.lead}</p>
          </div>
          {recipients !== undefined && recipients.length > 0 && (
            <EndpointForm key={data?.items.length} recipients={recipients} changed={changed} />
          )}
        </div>
        {recipients?.length === 0 && <p className="soft">{texts.noRecipients}</p>}
        {data?.items.length === 0 && <p className="soft">{texts.none}</p>}
        <ul className="entries">
          {data?.items.map((each) => (
            <EndpointRow key={each.id} of={each} recipients={recipients ?? []} changed={changed} />
          ))}
        </ul>
      </section>
      <UntakenNotices />
    </>
  );
}
