import { useState } from 'react';
import type { TransferEndpoint } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { TextField } from '../parts/form-fields.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useSession } from '../session/session-context.tsx';
import { endpointTexts } from './endpoint-texts.ts';
import { MappingFields } from './mapping-fields.tsx';
import {
  type AuthField,
  type AuthType,
  authFields,
  bodyOf,
  draftOf,
  isComplete,
  isSecret,
  keepsSecret,
  type TransferDraft,
} from './transfer-draft.ts';
import { transferTexts } from './transfer-texts.ts';

const types = Object.keys(authFields) as AuthType[];

/** Shows the fields that say how Mayfly signs in to a system. */
function AuthFields(props: {
  readonly draft: TransferDraft;
  readonly present: TransferEndpoint | undefined;
  readonly change: (part: Partial<TransferDraft>) => void;
}) {
  const { draft, present, change } = props;
  const texts = useTexts(transferTexts);
  const hintOf = (field: AuthField) => {
    if (present?.auth.type !== draft.type || !isSecret(field)) return undefined;
    return keepsSecret(draft, present) ? texts.keeps : texts.asksAgain;
  };
  return (
    <>
      <SelectField
        label={texts.auth}
        options={types.map((id) => ({ id, label: texts.types[id] }))}
        value={draft.type}
        change={(type) => change({ type })}
      />
      {authFields[draft.type].map((field) => (
        <TextField
          key={field}
          label={texts.fields[field]}
          hint={hintOf(field)}
          value={draft.values[field] ?? ''}
          type={isSecret(field) ? 'password' : 'text'}
          onChange={(text) => change({ values: { ...draft.values, [field]: text } })}
          isMono
        />
      ))}
    </>
  );
}

/** Opens a form in which an owner adds or changes a system that takes device data. */
export function TransferForm(props: {
  readonly present?: TransferEndpoint;
  readonly changed: (endpoint: TransferEndpoint) => void;
}) {
  const { present, changed } = props;
  const texts = useTexts(transferTexts);
  const shared = useTexts(endpointTexts);
  const { client } = useSession();
  const [draft, setDraft] = useState(draftOf(present));
  const change = (part: Partial<TransferDraft>) => setDraft({ ...draft, ...part });
  const { id } = draft;
  return (
    <FormDialog
      opener={present === undefined ? texts.add : shared.change}
      openerClass={present === undefined ? 'button' : 'plain-button'}
      {...(present !== undefined && { openerLabel: `${shared.change} ${present.id}` })}
      title={present === undefined ? texts.addTitle : shared.changeTitle(present.id)}
      action={shared.save}
      isReady={isComplete(draft, present)}
      onOpen={() => setDraft(draftOf(present))}
      isWide
      act={async () =>
        changed(
          await client.request('PUT /v1/transfer-endpoints/{id}', { id, body: bodyOf(draft) }),
        )
      }
    >
      {present === undefined && (
        <TextField
          label={shared.id}
          hint={texts.idHint}
          value={id}
          onChange={(text) => change({ id: text.trim() })}
          isMono
        />
      )}
      <TextField
        label={shared.url}
        hint={shared.urlHint}
        value={draft.url}
        onChange={(text) => change({ url: text.trim() })}
        isMono
      />
      <AuthFields draft={draft} present={present} change={change} />
      <MappingFields rows={draft.mapping} change={(mapping) => change({ mapping })} />
    </FormDialog>
  );
}
