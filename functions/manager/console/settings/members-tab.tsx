import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import type { Member } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { Breakable } from '../parts/breakable.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/list/column.tsx';
import { answerOf, ListStates } from '../parts/list/list-states.tsx';
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
  return (
    <li className="entry">
      <div className="entry-main">
        <strong>
          <Breakable text={email} />
        </strong>
        <span className="soft">
          {texts.provider} {new URL(issuer).host} · {texts.invited} <Moment at={invited_at} />
        </span>
        <FailureLine error={error} />
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
  const query = useQuery({
    queryKey: ['members', membership?.tenant],
    queryFn: async ({ signal }) => client.request('GET /v1/tenant/members', { signal }),
    gcTime: 0,
  });
  const list = answerOf(query);
  return (
    <section className="panel">
      <div className="panel-heading">
        <h2>{texts.members.title}</h2>
      </div>
      <ListStates list={list} empty={texts.members.empty} />
      <ul className="entries">
        {list.items?.map((member) => (
          <MemberRow key={member.id} member={member} reload={query.refetch} />
        ))}
      </ul>
      {list.items !== undefined && <Invite reload={query.refetch} />}
    </section>
  );
}
