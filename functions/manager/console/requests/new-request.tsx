import { useState } from 'react';
import type { PersonRequest } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { TextField } from '../parts/form-fields.tsx';
import { Icon } from '../parts/icon.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { personTexts } from '../person/person-texts.ts';
import { type PersonKind, recogniseKind, soughtBy } from '../person/recognise-person.ts';
import { useSession } from '../session/session-context.tsx';
import { requestWords } from './request-words.ts';
import { type RequestKind, requestKinds } from './requests-filters.ts';
import { requestsTexts } from './requests-texts.ts';

const ways = ['email', 'letter', 'phone', 'chat', 'web_form', 'in_person', 'other'] as const;
type Way = (typeof ways)[number];
const personKinds = ['email', 'phone', 'external_id'] as const satisfies readonly PersonKind[];

const empty = { kind: 'access', way: 'email', received: '', person: '', details: '' } as const;

/** Records a new request: its kind, how and when it came, and the person. */
export function NewRequest({
  onCreated,
}: {
  readonly onCreated: (request: PersonRequest) => void;
}) {
  const { create } = useTexts(requestsTexts);
  const { box } = useTexts(personTexts);
  const words = useTexts(requestWords);
  const { client } = useSession();
  const [kind, setKind] = useState<RequestKind>(empty.kind);
  const [way, setWay] = useState<Way>(empty.way);
  const [received, setReceived] = useState<string>(empty.received);
  const [person, setPerson] = useState<string>(empty.person);
  const [picked, pick] = useState<PersonKind>();
  const [details, setDetails] = useState<string>(empty.details);
  const named = picked ?? recogniseKind(person);
  const clear = () => {
    setPerson('');
    pick(undefined);
    setDetails('');
    setReceived('');
  };
  const act = async () => {
    if (named === undefined) return;
    const body = {
      kind,
      came_by: way,
      ...(received !== '' && { received }),
      ...soughtBy(named, person),
      ...(details.trim() !== '' && { details: details.trim() }),
    };
    onCreated(await client.request('POST /v1/requests', { body }));
    clear();
  };
  return (
    <FormDialog
      opener={
        <>
          <Icon name="plus" />
          {create.open}
        </>
      }
      openerClass="button"
      title={create.title}
      action={create.action}
      isWide
      isReady={named !== undefined}
      act={act}
      onOpen={clear}
    >
      <SelectField<RequestKind>
        label={create.kind}
        value={kind}
        options={requestKinds.map((each) => ({ id: each, label: words.kinds[each] }))}
        change={setKind}
      />
      <div className="form-row">
        <SelectField<Way>
          label={create.way}
          value={way}
          options={ways.map((each) => ({ id: each, label: words.ways[each] }))}
          change={setWay}
        />
        <TextField
          label={create.received}
          hint={create.receivedHint}
          type="date"
          value={received}
          onChange={setReceived}
        />
      </div>
      <div className="form-row">
        <TextField
          label={create.person}
          hint={create.personHint}
          value={person}
          onChange={(value) => {
            setPerson(value);
            pick(undefined);
          }}
          isRequired
        />
        <SelectField<PersonKind>
          label={box.recognised}
          value={named ?? 'email'}
          options={personKinds.map((each) => ({ id: each, label: box.kinds[each] }))}
          change={pick}
        />
      </div>
      <TextField label={create.details} value={details} onChange={setDetails} lines={3} />
    </FormDialog>
  );
}
