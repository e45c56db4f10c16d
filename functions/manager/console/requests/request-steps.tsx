import { useState } from 'react';
import type { PersonRequest, RequestRefusal } from '#shared/client/schemas.ts';
import { authorities } from '#shared/subjects/requests/letters/authorities.ts';
import { useTexts } from '../language/language-context.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { CheckField, TextField } from '../parts/form-fields.tsx';
import { SelectField } from '../parts/select-field.tsx';
import type { Proof } from '../person/person-work.tsx';
import { useSession } from '../session/session-context.tsx';
import { requestWords } from './request-words.ts';
import { requestsTexts } from './requests-texts.ts';

type StepProps = {
  readonly request: PersonRequest;
  readonly onNoted: (request: PersonRequest) => void;
};

const namesOf = <T extends object>(words: T) => Object.keys(words) as (keyof T & string)[];

/** Returns pairs of a value and its words, for a select field. */
function choicesOf<T extends { readonly [value: string]: string }>(words: T) {
  return namesOf(words).map((id) => ({ id, label: words[id] ?? id }));
}

/**
 * Records that the tenant has asked the person to prove their identity: the reason for the doubt,
 * and the method by which the person can prove it.
 */
export function AskIdentity({ request, onNoted }: StepProps) {
  const { ask } = useTexts(requestsTexts);
  const { doubts, methods } = useTexts(requestWords);
  const { client } = useSession();
  const [doubt, setDoubt] = useState<keyof typeof doubts>('unknown_address');
  const [method, setMethod] = useState<keyof typeof methods>('code_to_known_address');
  const { id } = request;
  const act = async () => {
    const body = { doubt, method };
    onNoted(await client.request('POST /v1/requests/{id}/identity', { id, body }));
  };
  return (
    <FormDialog opener={ask.open} title={ask.title} action={ask.action} isWide act={act}>
      <p className="soft">{ask.lead}</p>
      <SelectField label={ask.doubt} value={doubt} options={choicesOf(doubts)} change={setDoubt} />
      <SelectField
        label={ask.method}
        value={method}
        options={choicesOf(methods)}
        change={setMethod}
      />
    </FormDialog>
  );
}

/** Records whether the person has proved their identity. */
export function AnswerIdentity({
  request,
  onNoted,
  isConfirmed,
}: StepProps & { readonly isConfirmed: boolean }) {
  const { answer } = useTexts(requestsTexts);
  const { client } = useSession();
  const { id } = request;
  const act = async () => {
    const body = { confirmed: isConfirmed };
    onNoted(await client.request('POST /v1/requests/{id}/identity', { id, body }));
  };
  return (
    <FormDialog
      opener={isConfirmed ? answer.yes : answer.no}
      openerClass={isConfirmed ? 'button' : 'plain-button'}
      title={isConfirmed ? answer.yesTitle : answer.noTitle}
      action={isConfirmed ? answer.yes : answer.no}
      act={act}
    >
      <p>{isConfirmed ? answer.yesDetail : answer.noDetail}</p>
    </FormDialog>
  );
}

/** Extends the time for an answer. This is possible once. */
export function ExtendTime({ request, onNoted }: StepProps) {
  const { extend, facts } = useTexts(requestsTexts);
  const { reasons: words } = useTexts(requestWords);
  const { client } = useSession();
  const [months, setMonths] = useState<'1' | '2'>('2');
  const [reasons, setReasons] = useState<readonly (keyof typeof words)[]>([]);
  const { id } = request;
  const act = async () => {
    const body = { months: Number(months), reasons };
    onNoted(await client.request('POST /v1/requests/{id}/extend', { id, body }));
  };
  return (
    <FormDialog
      opener={extend.open}
      title={extend.title}
      action={extend.action}
      isReady={reasons.length > 0}
      act={act}
    >
      <p className="soft">{extend.lead}</p>
      <SelectField<'1' | '2'>
        label={extend.months}
        value={months}
        options={[
          { id: '1', label: facts.months(1) },
          { id: '2', label: facts.months(2) },
        ]}
        change={setMonths}
      />
      <fieldset className="checks">
        <legend className="form-label">{extend.reasons}</legend>
        {namesOf(words).map((reason) => (
          <CheckField
            key={reason}
            label={words[reason]}
            isChecked={reasons.includes(reason)}
            onChange={(isOn) =>
              setReasons((known) => [
                ...known.filter((each) => each !== reason),
                ...(isOn ? [reason] : []),
              ])
            }
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}

/** Refuses a request for one of the allowed reasons (`ground`), and closes the request. */
export function RefuseRequest({ request, onNoted }: StepProps) {
  const { refuse } = useTexts(requestsTexts);
  const { grounds } = useTexts(requestWords);
  const { client } = useSession();
  const [ground, setGround] = useState<keyof typeof grounds>('identity_not_shown');
  const [authority, setAuthority] = useState<RequestRefusal['authority']>('de_bfdi');
  const { id } = request;
  const act = async () => {
    const body = { ground, authority };
    onNoted(await client.request('POST /v1/requests/{id}/refuse', { id, body }));
  };
  return (
    <FormDialog
      opener={refuse.open}
      title={refuse.title}
      action={refuse.action}
      isDanger
      isWide
      act={act}
    >
      <p className="soft">{refuse.lead}</p>
      <SelectField
        label={refuse.ground}
        value={ground}
        options={choicesOf(grounds)}
        change={setGround}
      />
      <SelectField
        label={refuse.authority}
        value={authority}
        options={choicesOf(authorities as { [id in RequestRefusal['authority']]: string })}
        change={setAuthority}
      />
    </FormDialog>
  );
}

/**
 * Completes a request, and closes it. The id of an erasure and the id of an archive can be given as
 * proof. Both ids are optional.
 */
export function CompleteRequest({
  request,
  onNoted,
  proof,
}: StepProps & { readonly proof: Proof | undefined }) {
  const { complete } = useTexts(requestsTexts);
  const { results } = useTexts(requestWords);
  const { client } = useSession();
  const [result, setResult] = useState<keyof typeof results>('done');
  const [erasure, setErasure] = useState('');
  const [archive, setArchive] = useState('');
  const { id } = request;
  const onOpen = () => {
    setErasure(proof !== undefined && 'erasure_id' in proof ? proof.erasure_id : '');
    setArchive(proof !== undefined && 'archive_id' in proof ? proof.archive_id : '');
  };
  const act = async () => {
    const body = {
      result,
      ...(erasure.trim() !== '' && { erasure_id: erasure.trim() }),
      ...(archive.trim() !== '' && { archive_id: archive.trim() }),
    };
    onNoted(await client.request('POST /v1/requests/{id}/complete', { id, body }));
  };
  return (
    <FormDialog
      opener={complete.open}
      openerClass={proof === undefined ? 'plain-button' : 'button'}
      title={complete.title}
      action={complete.action}
      isWide
      act={act}
      onOpen={onOpen}
    >
      <p className="soft">{complete.lead}</p>
      <SelectField
        label={complete.result}
        value={result}
        options={choicesOf(results)}
        change={setResult}
      />
      <div className="form-row">
        <TextField
          label={complete.erasure}
          hint={complete.proofHint}
          value={erasure}
          onChange={setErasure}
          isMono
        />
        <TextField
          label={complete.archive}
          hint={complete.proofHint}
          value={archive}
          onChange={setArchive}
          isMono
        />
      </div>
    </FormDialog>
  );
}
