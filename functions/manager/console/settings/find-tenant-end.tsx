import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TenantErasure } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { TextField } from '../parts/form-fields.tsx';
import { answerOf, ListStates } from '../parts/list/list-states.tsx';
import { useSession } from '../session/session-context.tsx';
import { TenantEnd, TenantReceipt, useEndState } from './tenant-end.tsx';
import { tenantEndTexts } from './tenant-end-texts.ts';

function Ended({ of, tenant }: { readonly of: TenantErasure; readonly tenant: string }) {
  const state = useEndState(of);
  return (
    <li className="stack-tight">
      <p>{state}</p>
      {of.status === 'complete' && <TenantReceipt of={of} tenant={tenant} />}
    </li>
  );
}

/** Shows operators the erasures of a whole tenant, with their receipts. */
function AllEnds({ tenant }: { readonly tenant: string }) {
  const texts = useTexts(tenantEndTexts);
  const { client } = useSession();
  const query = useQuery({
    queryKey: ['tenant-ends', tenant],
    queryFn: async ({ signal }) =>
      client.request('GET /v1/tenants/{id}/erasures', { id: tenant, signal }),
    gcTime: 0,
  });
  const list = answerOf(query);
  return (
    <section className="panel stack">
      <ListStates list={list} empty={texts.find.none} />
      <ul className="entries">
        {list.items?.map((each) => (
          <Ended key={each.id} of={each} tenant={tenant} />
        ))}
      </ul>
    </section>
  );
}

/** Finds the receipt of an erased tenant, for people who belong to another tenant or to none. */
export function FindTenantEnd() {
  const texts = useTexts(tenantEndTexts);
  const { session } = useSession();
  const [tenant, setTenant] = useState('');
  const [id, setId] = useState('');
  const [sought, seek] = useState<{ readonly tenant: string; readonly id: string }>();
  const isOperator = session?.operator === true;
  return (
    <>
      <form
        className="panel form"
        aria-labelledby="find-end"
        onSubmit={(event) => {
          event.preventDefault();
          seek({ tenant: tenant.trim(), id: id.trim() });
        }}
      >
        <h2 id="find-end">{texts.find.title}</h2>
        <p className="soft">
          {texts.find.lead} {isOperator && texts.find.operatorLead}
        </p>
        <TextField label={texts.find.tenant} value={tenant} onChange={setTenant} isRequired />
        <TextField
          label={texts.find.number}
          value={id}
          onChange={setId}
          isMono
          isRequired={!isOperator}
        />
        <div className="actions">
          <button className="button" type="submit">
            {texts.find.action}
          </button>
        </div>
      </form>
      {sought !== undefined &&
        (sought.id === '' ? (
          <AllEnds key={sought.tenant} tenant={sought.tenant} />
        ) : (
          <TenantEnd key={`${sought.tenant} ${sought.id}`} {...sought} />
        ))}
    </>
  );
}
