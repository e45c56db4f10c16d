import { useState } from 'react';
import { Checkbox, Input, Label, TextField } from 'react-aria-components';
import type { Asked } from '#shared/client/request.ts';
import type { ApiKey } from '#shared/client/schemas.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { categoryWords } from '../parts/category-words.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { DetailSheet } from '../parts/detail-sheet.tsx';
import { SaveForm } from '../parts/save-form.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useFigures } from '../parts/use-figures.ts';
import { useSession } from '../session/session-context.tsx';
import { settingsTexts } from './settings-texts.ts';
import { splitScopes } from './sum-scopes.ts';

type NewKey = Asked<'POST /v1/tenant/api-keys'>['body'];
type Scope = NewKey['scopes'][number];

export type SheetPurpose =
  | { readonly is: 'create' }
  | { readonly is: 'rotate'; readonly key: ApiKey; readonly isNarrowed: boolean };

const dayMs = 86_400_000;
const ends = { never: undefined, '30': 30, '90': 90, '365': 365 } as const;
type End = keyof typeof ends;
const overlaps = ['7', '30', '1', '0'] as const;

/** Shows the new key once. It stays in the page's memory until the sheet is closed. */
function Issued({ secret, close }: { readonly secret: string; readonly close: () => void }) {
  const texts = useTexts(settingsTexts).keys;
  return (
    <div className="stack-tight">
      <p>{texts.once}</p>
      <pre className="code" tabIndex={0}>
        {secret}
      </pre>
      <div className="form-foot">
        <CopyButton text={secret} />
        <button className="plain-button" type="button" onClick={close}>
          {texts.done}
        </button>
      </div>
    </div>
  );
}

function ScopeBox(props: {
  readonly label: string;
  readonly scope: string;
  readonly chosen: readonly string[];
  readonly choose: (scopes: readonly string[]) => void;
  readonly about?: string;
}) {
  const { label, scope, chosen, choose, about } = props;
  return (
    <Checkbox
      className="choice-row"
      isSelected={chosen.includes(scope)}
      onChange={(isOn) =>
        choose(isOn ? [...chosen, scope] : chosen.filter((each) => each !== scope))
      }
    >
      <span className="tick-box" aria-hidden="true" />
      {label}
      {about !== undefined && <span className="unseen"> {about}</span>}
    </Checkbox>
  );
}

/** Offers the rights of a key: up to four actions for each kind of data, and two other rights. */
function Scopes(props: {
  readonly chosen: readonly string[];
  readonly choose: (scopes: readonly string[]) => void;
}) {
  const texts = useTexts(settingsTexts).keys;
  const { data } = useFigures();
  // Only Mayfly itself writes and deletes entries of the manager log. So the form offers no right
  // to write or delete them.
  const verbsOf = (id: string) =>
    id === 'manager_log'
      ? (['read', 'export'] as const)
      : (['read', 'write', 'delete', 'export'] as const);
  return (
    <fieldset className="scopes">
      <legend className="field-name">{texts.opens}</legend>
      {data?.categories.map(({ id, title }) => (
        <div key={id} className="scope-row">
          <span>{title}</span>
          <span>
            {verbsOf(id).map((verb) => (
              <ScopeBox
                key={verb}
                label={texts[verb]}
                about={title}
                scope={`${id}:${verb}`}
                {...props}
              />
            ))}
          </span>
        </div>
      ))}
      <ScopeBox label={texts.subjects} scope="subjects" {...props} />
      <ScopeBox label={texts.tenant} scope="tenant" {...props} />
    </fieldset>
  );
}

function useIssue(setSecret: (secret: string) => void) {
  const { client } = useSession();
  return async (body: NewKey) => {
    const { key } = await client.request('POST /v1/tenant/api-keys', { body });
    setSecret(key ?? '');
  };
}

function endingAfter(end: End): Pick<NewKey, 'expires_at'> {
  const days = ends[end];
  return days === undefined
    ? {}
    : { expires_at: new Date(Date.now() + days * dayMs).toISOString() };
}

function EndField(props: { readonly value: End; readonly change: (end: End) => void }) {
  const texts = useTexts(settingsTexts).keys;
  return (
    <SelectField
      label={texts.end}
      options={[
        { id: '30', label: texts.ends30 },
        { id: '90', label: texts.ends90 },
        { id: '365', label: texts.ends365 },
        { id: 'never', label: texts.noEnd },
      ]}
      {...props}
    />
  );
}

function CreateForm({ onIssued }: { readonly onIssued: (secret: string) => void }) {
  const texts = useTexts(settingsTexts).keys;
  const issue = useIssue(onIssued);
  const [name, setName] = useState('');
  const [end, setEnd] = useState<End>('365');
  const [scopes, setScopes] = useState<readonly string[]>([]);
  return (
    <SaveForm
      action={texts.issue}
      isChanged={scopes.length > 0}
      save={async () =>
        issue({
          ...(name.trim() !== '' && { name: name.trim() }),
          scopes: scopes as readonly Scope[],
          ...endingAfter(end),
        })
      }
    >
      <TextField className="field" value={name} onChange={setName}>
        <Label className="field-name">{texts.name}</Label>
        <Input className="field-box" autoComplete="off" />
        <span className="field-note">{texts.nameNote}</span>
      </TextField>
      <EndField value={end} change={setEnd} />
      <Scopes chosen={scopes} choose={setScopes} />
    </SaveForm>
  );
}

/** Returns a function that describes a right: the kind of data, and the allowed action. */
function useScopeNames() {
  const texts = useTexts(settingsTexts).keys;
  const { language } = useLanguage();
  const { read, write, delete: remove, export: hand, subjects, tenant } = texts;
  const verbs: { readonly [verb: string]: string } = {
    read,
    write,
    delete: remove,
    export: hand,
    subjects,
    tenant,
  };
  return (scope: string) => {
    const [kind = '', verb] = scope.split(':');
    if (verb === undefined) return verbs[kind] ?? kind;
    return `${categoryWords[kind]?.title[language] ?? kind}: ${verbs[verb] ?? verb}`;
  };
}

/**
 * Lists the rights of the old key in two parts: the rights that the new key gets, with the days of
 * their use, and the rights that the new key does not get.
 */
function Narrowing({ of }: { readonly of: ApiKey }) {
  const texts = useTexts(settingsTexts).keys;
  const formats = useFormats();
  const nameOf = useScopeNames();
  const split = splitScopes(of);
  if (split === undefined) return null;
  const used = of.scopes_used.filter(({ scope }) => split.used.includes(scope));
  return (
    <>
      <p>{texts.narrowDetail(formats.calendarDay(split.since))}</p>
      <h3>{texts.keeps}</h3>
      <ul className="goes">
        {used.map(({ scope, first_used_on, last_used_on }) => (
          <li key={scope}>
            {nameOf(scope)}{' '}
            <span className="soft">
              {texts.usedFromTo(
                formats.calendarDay(first_used_on),
                first_used_on === last_used_on ? undefined : formats.calendarDay(last_used_on),
              )}
            </span>
          </li>
        ))}
      </ul>
      <h3>{texts.loses}</h3>
      <ul className="goes">
        {split.unused.map((scope) => (
          <li key={scope}>{nameOf(scope)}</li>
        ))}
      </ul>
    </>
  );
}

function RotateForm(props: {
  readonly of: ApiKey;
  readonly isNarrowed: boolean;
  readonly onIssued: (secret: string) => void;
}) {
  const texts = useTexts(settingsTexts).keys;
  const issue = useIssue(props.onIssued);
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>('7');
  const { id, name, prefix, expires_at } = props.of;
  const [end, setEnd] = useState<End>(expires_at === null ? 'never' : '365');
  const scopes = props.isNarrowed
    ? (splitScopes(props.of)?.used as readonly Scope[])
    : props.of.scopes;
  return (
    <SaveForm
      action={texts.rotate}
      isChanged
      save={async () =>
        issue({
          ...(name !== null && { name }),
          scopes,
          ...endingAfter(end),
          replaces: { id, overlap_days: Number(overlap) },
        })
      }
    >
      {props.isNarrowed ? <Narrowing of={props.of} /> : <p>{texts.rotateDetail(prefix)}</p>}
      <EndField value={end} change={setEnd} />
      <SelectField
        label={texts.overlap}
        options={overlaps.map((each) => ({ id: each, label: texts.overlaps[each] }))}
        value={overlap}
        change={setOverlap}
      />
    </SaveForm>
  );
}

/** Creates a key, or a replacement for a key, and shows it once. */
export function KeySheet(props: { readonly purpose: SheetPurpose; readonly close: () => void }) {
  const texts = useTexts(settingsTexts).keys;
  const [secret, setSecret] = useState<string>();
  const { purpose, close } = props;
  const isNarrowed = purpose.is === 'rotate' && purpose.isNarrowed;
  const rotate = isNarrowed ? texts.narrowTitle : texts.rotateTitle;
  const title = purpose.is === 'create' ? texts.createTitle : rotate;
  return (
    <DetailSheet title={secret === undefined ? title : texts.onceTitle} close={close}>
      {secret !== undefined && <Issued secret={secret} close={close} />}
      {secret === undefined && purpose.is === 'create' && <CreateForm onIssued={setSecret} />}
      {secret === undefined && purpose.is === 'rotate' && (
        <RotateForm of={purpose.key} isNarrowed={isNarrowed} onIssued={setSecret} />
      )}
    </DetailSheet>
  );
}
