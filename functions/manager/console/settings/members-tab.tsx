import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { Member } from '#shared/client/schemas.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { describeFailure } from '../parts/describe-failure.ts';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/list/column.tsx';
import { SaveForm } from '../parts/save-form.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { roles } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { shellTexts } from '../shell/shell-texts.ts';
import { settingsTexts } from './settings-texts.ts';

type Role = Member['role'];

function useRoleOptions() {
  const names = useTexts(shellTexts).roles;
  return roles.map((id) => ({ id, label: names[id] }));
}

function Invite({ reload }: { readonly reload: () => Promise<unknown> }) {
  const texts = useTexts(settingsTexts).members;
  const { client } = useSession();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  return (
    <SaveForm
      label={texts.invite}
      action={texts.invite}
      isChanged={email.trim() !== ''}
      save={async () => {
        const body = { email: email.trim(), role };
        await client.request('POST /v1/tenant/members', { body });
        setEmail('');
        await reload();
      }}
    >
      <div className="filters">
        <TextField className="field field-grow" value={email} onChange={setEmail}>
          <Label className="field-name">{texts.email}</Label>
          <Input className="field-box" type="email" autoComplete="off" />
        </TextField>
        <SelectField label={texts.role} options={useRoleOptions()} value={role} change={setRole} />
      </div>
    </SaveForm>
  );
}

function MemberRow({
  member,
  reload,
}: {
  readonly member: Member;
  readonly reload: () => Promise<unknown>;
}) {
  const texts = useTexts(settingsTexts).members;
  const { language } = useLanguage();
  const { client } = useSession();
  const [error, setError] = useState<unknown>();
  const options = useRoleOptions();
  const { id, email, role, issuer, invited_at } = member;
  const give = async (chosen: Role) => {
    setError(undefined);
    try {
      await client.request('PATCH /v1/tenant/members/{id}', { id, body: { role: chosen } });
      await reload();
    } catch (failure) {
      setError(failure);
    }
  };
  const failure = error === undefined ? undefined : describeFailure(error, language);
  return (
    <li className="entry">
      <div className="entry-main">
        <strong>{email}</strong>
        <span className="soft">
          {texts.provider} {new URL(issuer).host} · {texts.invited} <Moment at={invited_at} />
        </span>
        {failure !== undefined && (
          <span role="alert" className="dialog-failure">
            {failure.title}. {texts.you}
          </span>
        )}
      </div>
      <SelectField
        label={texts.roleOf(email)}
        isLabelHidden
        options={options}
        value={role}
        change={(chosen) => void give(chosen)}
      />
      <Confirm
        opener={<Icon name="trash" />}
        openerLabel={`${texts.remove}: ${email}`}
        title={texts.removeTitle}
        detail={<p>{texts.removeDetail(email)}</p>}
        action={texts.remove}
        act={async () => {
          await client.request('DELETE /v1/tenant/members/{id}', { id });
          await reload();
        }}
      />
    </li>
  );
}

/** Lists the people who work for the tenant, with their roles. */
export function MembersTab() {
  const texts = useTexts(settingsTexts);
  const { client, membership } = useSession();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['members', membership?.tenant],
    queryFn: async ({ signal }) => client.request('GET /v1/tenant/members', { signal }),
    gcTime: 0,
  });
  if (error !== null)
    return <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />;
  return (
    <section className="panel">
      <div className="panel-heading">
        <h2>{texts.members.title}</h2>
      </div>
      {data === undefined && <p className="waiting">{texts.loading}</p>}
      <ul className="entries">
        {data?.items.map((member) => (
          <MemberRow key={member.id} member={member} reload={refetch} />
        ))}
      </ul>
      <Invite reload={refetch} />
    </section>
  );
}
