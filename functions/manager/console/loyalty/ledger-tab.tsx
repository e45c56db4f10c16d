import { useMemo, useState } from 'react';
import type { LoyaltyLedgerEntry } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { DetailSheet, Facts } from '../parts/detail-sheet.tsx';
import { FilterBar } from '../parts/filters/filter-bar.tsx';
import { type Lookup, LookupBox } from '../parts/filters/lookup-box.tsx';
import { type Column, fuseColumn, Moment, timeColumn } from '../parts/list/column.tsx';
import { ListView } from '../parts/list/list-view.tsx';
import { useList } from '../parts/list/use-list.ts';
import { Value } from '../parts/masked.tsx';
import { maySeeInClear } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { BalanceFigures } from './balance-figures.tsx';
import { loyaltyTexts } from './loyalty-texts.ts';
import { spentBy, type Tie, takenFrom } from './tie-ledger.ts';

const none: readonly LoyaltyLedgerEntry[] = [];

/** Shows coins with a plus or a minus. */
function Coins({ coins }: { readonly coins: number }) {
  const formats = useFormats();
  return (
    <span className="coins" data-sign={coins > 0 ? 'plus' : 'minus'}>
      {coins > 0 ? '+' : '−'}
      {formats.count(Math.abs(coins))}
    </span>
  );
}

function TieLine({ tie }: { readonly tie: Tie }) {
  const texts = useTexts(loyaltyTexts);
  const formats = useFormats();
  const { other } = tie;
  const coins = formats.plural(tie.coins, texts.coin);
  return (
    <>
      {other === undefined
        ? `${coins} ${texts.gone}`
        : texts.from(coins, formats.shortMoment(other.created_at))}
    </>
  );
}

function TieCell(props: {
  readonly entry: LoyaltyLedgerEntry;
  readonly ledger: readonly LoyaltyLedgerEntry[];
}) {
  const texts = useTexts(loyaltyTexts);
  const formats = useFormats();
  const { entry, ledger } = props;
  if (entry.coins_left !== undefined)
    return <span className="soft">{texts.left(formats.plural(entry.coins_left, texts.coin))}</span>;
  const ties = entry.coins < 0 ? takenFrom(entry, ledger) : undefined;
  const [first] = ties ?? [];
  if (ties === undefined || first === undefined) return <span className="soft">–</span>;
  return (
    <>
      <TieLine tie={first} />
      {ties.length > 1 && <span className="soft"> +{ties.length - 1}</span>}
    </>
  );
}

/**
 * Returns the columns of the list. If `isLinked` is true, the list has a column with the linked
 * entries instead of the column with the person.
 */
function useColumns(
  ledger: readonly LoyaltyLedgerEntry[],
  isLinked: boolean,
): readonly Column<LoyaltyLedgerEntry>[] {
  const texts = useTexts(loyaltyTexts);
  return useMemo(() => {
    const person: Column<LoyaltyLedgerEntry> = {
      id: 'email',
      title: texts.person,
      width: '2fr',
      isMain: true,
      show: (entry) => <Value of={entry} field="email" />,
    };
    const links: Column<LoyaltyLedgerEntry> = {
      id: 'ties',
      title: texts.ties,
      width: '2fr',
      show: (entry) => <TieCell entry={entry} ledger={ledger} />,
    };
    return [
      timeColumn<LoyaltyLedgerEntry>(texts.time),
      { id: 'coins', title: texts.coins, width: 96, show: ({ coins }) => <Coins coins={coins} /> },
      ...(isLinked ? [] : [person]),
      {
        id: 'reason',
        title: texts.reason,
        width: 168,
        isMain: isLinked,
        show: ({ reason }) => texts.reasons[reason] ?? reason,
      },
      ...(isLinked ? [links] : []),
      fuseColumn<LoyaltyLedgerEntry>(texts.goes),
    ];
  }, [texts, ledger, isLinked]);
}

/**
 * Lists the entries that are linked to one entry: the earnings of a spending, or the spendings of
 * an earning.
 */
function Ties({ ties, not }: { readonly ties: readonly Tie[] | undefined; readonly not: string }) {
  const texts = useTexts(loyaltyTexts);
  const formats = useFormats();
  if (ties === undefined || ties.length === 0) return <span className="soft">{not}</span>;
  return (
    <ul className="plain-list">
      {ties.map(({ coins, other }, index) => (
        <li key={other?.id ?? index}>
          <strong>{formats.plural(coins, texts.coin)}</strong>{' '}
          {other === undefined ? texts.gone : <Moment at={other.created_at} />}
        </li>
      ))}
    </ul>
  );
}

function EntrySheet(props: {
  readonly entry: LoyaltyLedgerEntry;
  /** Undefined for the list of everybody: the entries of that list do not name their links. */
  readonly ledger: readonly LoyaltyLedgerEntry[] | undefined;
  readonly close: () => void;
}) {
  const texts = useTexts(loyaltyTexts);
  const formats = useFormats();
  const { entry, ledger, close } = props;
  const isSpending = entry.coins < 0;
  const tied =
    ledger &&
    (isSpending
      ? ([texts.takenFrom, takenFrom(entry, ledger), texts.notNoted] as const)
      : ([texts.spentBy, spentBy(entry, ledger), texts.nothing] as const));
  return (
    <DetailSheet title={isSpending ? texts.spendingTitle : texts.earningTitle} close={close}>
      <Facts
        facts={[
          [texts.coins, <Coins key="coins" coins={entry.coins} />],
          [texts.person, <Value key="person" of={entry} field="email" />],
          [texts.reason, texts.reasons[entry.reason] ?? entry.reason],
          [texts.reference, <Value key="reference" of={entry} field="reference" />],
          ...(tied === undefined
            ? []
            : [[tied[0], <Ties key="ties" ties={tied[1]} not={tied[2]} />] as const]),
          ...(entry.coins_left === undefined
            ? []
            : [[texts.unspent, formats.plural(entry.coins_left, texts.coin)] as const]),
          [texts.time, <Moment key="time" at={entry.created_at} />],
          [texts.goes, <Moment key="goes" at={entry.expires_at} />],
        ]}
      />
    </DetailSheet>
  );
}

/**
 * Lists the earned and spent coins of everybody. If the user of the console looks up a person, it
 * lists only the coins of this person, and shows from which earnings each spending took its coins.
 */
export function LedgerTab() {
  const texts = useTexts(loyaltyTexts);
  const { client, membership } = useSession();
  const [lookup, find] = useState<Lookup<'email'>>();
  const [opened, open] = useState<LoyaltyLedgerEntry>();
  const list = useList<LoyaltyLedgerEntry>({
    key: ['loyalty-ledger', lookup?.value],
    read: async (asked, options) =>
      lookup === undefined
        ? client.loyaltyTransactions.list(asked, options)
        : client.loyalty.ledger({ ...asked, email: lookup.value }, options),
  });
  const ledger = list.items ?? none;
  const columns = useColumns(ledger, lookup !== undefined);
  return (
    <>
      {maySeeInClear(membership?.role) && (
        <FilterBar isNarrowed={false} clear={() => undefined}>
          {lookup === undefined && <p className="soft look-hint">{texts.lookHint}</p>}
          <LookupBox kinds={[{ id: 'email', label: texts.email }]} value={lookup} change={find} />
        </FilterBar>
      )}
      {lookup !== undefined && <BalanceFigures email={lookup.value} />}
      <ListView
        label={texts.tabs.ledger}
        list={list}
        columns={columns}
        empty={texts.empty}
        open={open}
      />
      {opened !== undefined && (
        <EntrySheet entry={opened} ledger={lookup && ledger} close={() => open(undefined)} />
      )}
    </>
  );
}
