import { useState } from 'react';
import type { Asked } from '#shared/client/request.ts';
import type { ChangedNoticeEndpoint, NoticeEndpoint } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { CheckField, TextField } from '../parts/form-fields.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useSession } from '../session/session-context.tsx';
import { endpointTexts } from './endpoint-texts.ts';
import { recipientsTexts } from './recipients-texts.ts';

type Body = Asked<'PUT /v1/tenant/notice-endpoints/{id}'>['body'];
type NoticeEvent = Body['events'][number];

const events: readonly NoticeEvent[] = [
  'erasure',
  'correction',
  'restriction',
  'restriction_lifted',
  'consent_withdrawn',
];

/**
 * Adds or changes an endpoint of a recipient. A new endpoint gets notices about all categories that
 * its recipient receives. A changed endpoint keeps its own list of categories, unless its recipient
 * changes.
 */
export function EndpointForm(props: {
  readonly recipients: readonly {
    readonly name: string;
    readonly categories?: readonly string[];
  }[];
  readonly present?: NoticeEndpoint;
  readonly changed: (endpoint: ChangedNoticeEndpoint) => void;
}) {
  const { recipients, present, changed } = props;
  const texts = useTexts(recipientsTexts);
  const shared = useTexts(endpointTexts);
  const { client } = useSession();
  const [id, setId] = useState(present?.id ?? '');
  const [url, setUrl] = useState(present?.url ?? '');
  const [picked, setRecipient] = useState(present?.recipient);
  // A new endpoint starts with the first recipient if the user has picked none yet, or if the
  // picked recipient was removed meanwhile. A changed endpoint keeps its recipient.
  const isNamed = present !== undefined || recipients.some(({ name }) => name === picked);
  const recipient = (isNamed ? picked : recipients[0]?.name) ?? '';
  const [told, setTold] = useState<readonly NoticeEvent[]>(present?.events ?? events);
  const received = recipients.find(({ name }) => name === recipient)?.categories;
  const categories = (present?.recipient === recipient ? present.categories : null) ?? received;
  const body = { recipient, url, events: told, ...(categories && { categories }) } as Body;
  return (
    <FormDialog
      opener={present === undefined ? texts.add : shared.change}
      openerClass={present === undefined ? 'button' : 'plain-button'}
      {...(present !== undefined && { openerLabel: `${shared.change} ${present.id}` })}
      title={present === undefined ? texts.addTitle : shared.changeTitle(present.id)}
      action={shared.save}
      isReady={id !== '' && url !== '' && recipient !== '' && told.length > 0}
      act={async () =>
        changed(await client.request('PUT /v1/tenant/notice-endpoints/{id}', { id, body }))
      }
    >
      {present === undefined && (
        <TextField label={shared.id} hint={texts.idHint} value={id} onChange={setId} isMono />
      )}
      <SelectField
        label={texts.recipient}
        options={recipients.map(({ name }) => ({ id: name, label: name }))}
        value={recipient}
        change={setRecipient}
      />
      <TextField label={shared.url} hint={shared.urlHint} value={url} onChange={setUrl} isMono />
      <fieldset className="scopes">
        <legend className="field-name">{texts.told}</legend>
        {events.map((event) => (
          <CheckField
            key={event}
            label={texts.events[event]}
            isChecked={told.includes(event)}
            onChange={(isOn) =>
              setTold(events.filter((each) => (each === event ? isOn : told.includes(each))))
            }
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}
