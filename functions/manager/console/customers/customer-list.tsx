import { useMemo } from 'react';
import type { Customers } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { type Column, fuseColumn, timeColumn } from '../parts/list/column.tsx';
import { ListView } from '../parts/list/list-view.tsx';
import { useList } from '../parts/list/use-list.ts';
import { Value } from '../parts/masked.tsx';
import { useSession } from '../session/session-context.tsx';
import { customerTexts } from './customer-texts.ts';

function useColumns(): readonly Column<Customers>[] {
  const { columns, proofs } = useTexts(customerTexts);
  return useMemo(
    () => [
      {
        id: 'email',
        title: columns.email,
        width: '3fr',
        isMain: true,
        show: (customer) => <Value of={customer} field="email" />,
      },
      {
        id: 'proof',
        title: columns.proof,
        width: '2fr',
        show: ({ authenticated_by: proof }) => proofs[proof],
      },
      timeColumn(columns.stored),
      fuseColumn(columns.goes),
    ],
    [columns, proofs],
  );
}

/** Lists customers, newest first, with the time until each expires. */
export function CustomerList({
  open,
}: {
  readonly open?: ((customer: Customers) => void) | undefined;
}) {
  const texts = useTexts(customerTexts);
  const { client } = useSession();
  const list = useList<Customers>({
    key: ['customers'],
    read: async (asked, options) => client.customers.list(asked, options),
  });
  return (
    <ListView
      label={texts.list}
      list={list}
      columns={useColumns()}
      empty={texts.none}
      open={open}
    />
  );
}
