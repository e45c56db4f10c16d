import { useMemo, useState } from 'react';
import type { CouponCodes, CouponPool } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { ArchiveNotice } from '../parts/archive-notice.tsx';
import { ExportButton } from '../parts/export-button.tsx';
import { FilterBar } from '../parts/filters/filter-bar.tsx';
import { type Lookup, LookupBox } from '../parts/filters/lookup-box.tsx';
import { type Column, fuseColumn, timeColumn } from '../parts/list/column.tsx';
import { DeleteChosen } from '../parts/list/delete-chosen.tsx';
import { ListMore, ListStates } from '../parts/list/list-states.tsx';
import { ListView } from '../parts/list/list-view.tsx';
import { type List, useList } from '../parts/list/use-list.ts';
import { Value } from '../parts/masked.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { removeEach } from '../parts/remove-each.ts';
import { mayDelete, mayExport, maySeeInClear } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { Gate } from '../shell/gate.tsx';
import { couponsTexts } from './coupons-texts.ts';
import { FoundCodes } from './found-codes.tsx';
import { NewPool } from './new-pool.tsx';
import { PoolPanel } from './pool-panel.tsx';
import { PoolTiles } from './pool-tiles.tsx';

type Kind = 'code' | 'email';

/**
 * Every role that may open this page may look up codes. Roles that see clear values may also look
 * up persons.
 */
const kindsOf = (role: string | undefined): readonly Kind[] =>
  maySeeInClear(role) ? ['code', 'email'] : ['code'];

function useColumns(pools: readonly CouponPool[]): readonly Column<CouponCodes>[] {
  const texts = useTexts(couponsTexts);
  return useMemo(
    () => [
      {
        id: 'code',
        title: texts.codeColumn,
        width: '4fr',
        isMain: true,
        show: (each) => <Value of={each} field="code" />,
      },
      {
        id: 'email',
        title: texts.person,
        width: '9fr',
        show: (each) => <Value of={each} field="email" />,
      },
      {
        id: 'pool',
        title: texts.pool,
        width: '6fr',
        show: ({ pool_id }) => pools.find(({ id }) => id === pool_id)?.name ?? '–',
      },
      timeColumn<CouponCodes>(texts.time),
      fuseColumn<CouponCodes>(texts.goes),
    ],
    [texts, pools],
  );
}

/**
 * Lists the records of codes that customers got or redeemed. The records belong to the opened pool,
 * or to the person whom the user of the console looked up.
 */
function Codes(props: {
  readonly list: List<CouponCodes>;
  readonly pools: readonly CouponPool[];
  readonly label: string;
  /** True if the list has the records of one person. */
  readonly ofPerson: boolean;
}) {
  const texts = useTexts(couponsTexts);
  const { client, membership } = useSession();
  const columns = useColumns(props.pools);
  const remove = async (id: string) => client.couponCodes.delete(id);
  return (
    <ListView
      label={props.label}
      list={props.list}
      columns={columns}
      empty={props.ofPerson ? texts.noneOf : texts.listEmpty}
      chosenActions={
        mayDelete(membership?.role)
          ? (ids, clear) => (
              <DeleteChosen
                ids={ids}
                noun={texts.record}
                besides={texts.besides}
                remove={async (some) => removeEach(some, remove, (id) => props.list.forget([id]))}
                onDeleted={clear}
              />
            )
          : undefined
      }
    />
  );
}

function Coupons() {
  const texts = useTexts(couponsTexts);
  const { client, membership } = useSession();
  const role = membership?.role;
  const [chosen, choose] = useState<string>();
  const [lookup, find] = useState<Lookup<Kind>>();
  const pools = useList<CouponPool>({
    key: ['coupon-pools'],
    read: async ({ limit, cursor }, options) =>
      client.couponPools.list(
        { ...(limit !== undefined && { limit: Math.min(limit, 50) }), ...(cursor && { cursor }) },
        options,
      ),
  });
  const pool = pools.items?.find(({ id }) => id === chosen) ?? pools.items?.[0];
  const email = lookup?.kind === 'email' ? lookup.value : undefined;
  const list = useList<CouponCodes>({
    key: ['coupon-codes', email, pool?.id],
    read: async (asked, options) => {
      if (email !== undefined) return client.couponCodes.search({ ...asked, email }, options);
      if (pool === undefined) return { items: [], next_cursor: null };
      return client.couponCodes.list({ ...asked, pool_id: pool.id }, options);
    },
  });
  const onPool = (changed: CouponPool) => {
    pools.replace(changed);
    if (pools.items?.some(({ id }) => id === changed.id) !== true) pools.retry();
    choose(changed.id);
  };
  return (
    <div className="stack">
      <PageHead title={texts.title} lead={texts.lead}>
        <div className="head-actions">
          {mayExport(role) && (
            <ExportButton
              fileName="coupon-codes.csv"
              read={async (options) => client.couponCodes.exportCsv(options)}
            />
          )}
          <NewPool onCreated={onPool} />
        </div>
      </PageHead>
      <ArchiveNotice />
      <FilterBar isNarrowed={false} clear={() => undefined}>
        <LookupBox
          kinds={kindsOf(role).map((id) => ({ id, label: texts.lookups[id] }))}
          value={lookup}
          change={find}
        />
      </FilterBar>
      {lookup?.kind === 'code' && <FoundCodes code={lookup.value} />}
      {email !== undefined && (
        <Codes list={list} pools={pools.items ?? []} label={texts.found} ofPerson />
      )}
      {lookup === undefined && (
        <>
          <ListStates list={pools} empty={texts.empty} isOutlined />
          {pools.items !== undefined && (
            <PoolTiles pools={pools.items} opened={pool?.id} open={choose} />
          )}
          <ListMore list={pools} />
          {pool !== undefined && (
            <>
              <PoolPanel key={pool.id} pool={pool} onChanged={onPool} />
              <h2 className="list-title">{texts.list}</h2>
              <Codes list={list} pools={pools.items ?? []} label={texts.list} ofPerson={false} />
            </>
          )}
        </>
      )}
    </div>
  );
}

export function CouponsPage() {
  const { membership } = useSession();
  return (
    <Gate page="coupons">
      <Coupons key={membership?.tenant} />
    </Gate>
  );
}
