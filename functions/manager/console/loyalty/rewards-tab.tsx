import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { LoyaltyRedemptions } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { ArchiveNotice } from '../parts/archive-notice.tsx';
import { DetailSheet, Facts } from '../parts/detail-sheet.tsx';
import { FailureLine } from '../parts/failure-line.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { FilterBar } from '../parts/filters/filter-bar.tsx';
import { SelectFilter } from '../parts/filters/select-filter.tsx';
import { type Column, fuseColumn, Moment, timeColumn } from '../parts/list/column.tsx';
import { DeleteChosen } from '../parts/list/delete-chosen.tsx';
import { ListView } from '../parts/list/list-view.tsx';
import { useList } from '../parts/list/use-list.ts';
import { Masked, Value } from '../parts/masked.tsx';
import { useNow } from '../parts/use-now.ts';
import { mayDelete } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import { findAtRisk, isAddressAtRisk, type ParcelsAtRisk, warnDays } from './address-warning.ts';
import { loyaltyFilters, shippingStates } from './loyalty-filters.ts';
import { loyaltyTexts } from './loyalty-texts.ts';

const everyMs = 60_000;
const next = { open: 'packed', packed: 'sent', sent: 'open' } as const;

/**
 * Shows the recipient's name, or the email address if there is no name. A mask replaces a name that
 * the user's role may not see.
 */
function Recipient({ of }: { readonly of: LoyaltyRedemptions }) {
  const { firstname, lastname, masked } = of;
  if (masked?.includes('lastname') === true) return <Masked />;
  const name = [firstname, lastname].filter((part) => part !== undefined).join(' ');
  return name === '' ? <Value of={of} field="email" /> : <>{name}</>;
}

function ShippingMark(props: { readonly of: LoyaltyRedemptions; readonly now: Date }) {
  const { ship } = useTexts(loyaltyTexts);
  const { shipping = 'open' } = props.of;
  const isAtRisk = isAddressAtRisk(props.of, props.now);
  const tone = isAtRisk ? 'attention' : shipping === 'sent' ? 'good' : 'plain';
  return (
    <span className="mark-word" data-tone={tone} title={isAtRisk ? ship.risk : undefined}>
      {ship.states[shipping]}
      {isAtRisk && <span className="unseen"> {ship.risk}</span>}
    </span>
  );
}

function useColumns(now: Date): readonly Column<LoyaltyRedemptions>[] {
  const texts = useTexts(loyaltyTexts);
  const { ship } = texts;
  return useMemo(
    () => [
      {
        id: 'recipient',
        title: ship.recipient,
        width: '3fr',
        isMain: true,
        show: (each) => <Recipient of={each} />,
      },
      { id: 'reward', title: ship.reward, width: '3fr', show: ({ reward_id }) => reward_id },
      {
        id: 'address',
        title: ship.address,
        width: '4fr',
        show: (each) => <Value of={each} field="postal_address" />,
      },
      {
        id: 'state',
        title: ship.state,
        width: 112,
        show: (each) => <ShippingMark of={each} now={now} />,
      },
      timeColumn<LoyaltyRedemptions>(texts.time),
      fuseColumn<LoyaltyRedemptions>(texts.goes),
    ],
    [texts, ship, now],
  );
}

/**
 * A button that moves a parcel from open to packed, from packed to sent, or from sent back to open.
 */
function ShippingSteps(props: {
  readonly of: LoyaltyRedemptions;
  readonly onChanged: (changed: LoyaltyRedemptions) => void;
}) {
  const { ship } = useTexts(loyaltyTexts);
  const { client } = useSession();
  const [error, setError] = useState<unknown>();
  const [isActing, setActing] = useState(false);
  const shipping = next[props.of.shipping ?? 'open'];
  const mark = async () => {
    setActing(true);
    setError(undefined);
    try {
      await client.loyaltyRedemptions.correct(props.of.id, { shipping });
      props.onChanged({ ...props.of, shipping });
    } catch (failure) {
      setError(failure);
    } finally {
      setActing(false);
    }
  };
  return (
    <>
      <FailureLine error={error} />
      <Button className="plain-button" isDisabled={isActing} onPress={() => void mark()}>
        {ship.mark[shipping]}
      </Button>
    </>
  );
}

function RewardSheet(props: {
  readonly reward: LoyaltyRedemptions;
  readonly now: Date;
  readonly close: () => void;
  readonly onChanged: (changed: LoyaltyRedemptions) => void;
  readonly onDeleted: (ids: readonly string[]) => void;
}) {
  const texts = useTexts(loyaltyTexts);
  const { ship } = texts;
  const formats = useFormats();
  const { client, membership } = useSession();
  const { reward, now } = props;
  return (
    <DetailSheet
      title={ship.title}
      close={props.close}
      actions={
        mayDelete(membership?.role) && (
          <>
            <ShippingSteps of={reward} onChanged={props.onChanged} />
            <DeleteChosen
              ids={[reward.id]}
              noun={ship.redemption}
              besides={ship.besides}
              remove={async () => client.loyaltyRedemptions.delete(reward.id)}
              onDeleted={props.onDeleted}
            />
          </>
        )
      }
    >
      {isAddressAtRisk(reward, now) && (
        <p className="warning-line" role="note">
          <strong>{ship.risk}.</strong> {ship.riskDetail}
        </p>
      )}
      <Facts
        facts={[
          [ship.reward, reward.reward_id],
          [texts.coins, formats.plural(reward.coins, texts.coin)],
          [ship.state, <ShippingMark key="state" of={reward} now={now} />],
          [ship.recipient, <Recipient key="recipient" of={reward} />],
          [
            ship.address,
            <span key="address" className="message-text">
              <Value of={reward} field="postal_address" />
            </span>,
          ],
          [ship.phone, <Value key="phone" of={reward} field="phone" />],
          [texts.email, <Value key="email" of={reward} field="email" />],
          [texts.time, <Moment key="time" at={reward.created_at} />],
          [texts.goes, <Moment key="goes" at={reward.expires_at} />],
        ]}
      />
      <ArchiveNotice />
    </DetailSheet>
  );
}

/** Warns of unsent parcels whose address expires soon. The list may not have loaded them yet. */
function RiskWarning(props: {
  readonly loaded: readonly LoyaltyRedemptions[];
  readonly atRisk: ParcelsAtRisk | undefined;
  readonly now: Date;
}) {
  const { ship } = useTexts(loyaltyTexts);
  const formats = useFormats();
  const { loaded, atRisk, now } = props;
  const known = loaded.filter((each) => isAddressAtRisk(each, now)).map(({ id }) => id);
  const { size } = new Set([...known, ...(atRisk?.ids ?? [])]);
  if (size === 0) return null;
  const parcels = formats.plural(size, ship.parcel);
  return (
    <section className="panel stale" role="status">
      <div>
        <h2 className="warning-title">
          {ship.riskTitle(atRisk?.isMore === true ? ship.atLeast(parcels) : parcels, warnDays)}
        </h2>
        <p>{ship.riskDetail}</p>
      </div>
    </section>
  );
}

/** Lists the rewards to ship, with a warning if the address of an unsent parcel expires soon. */
export function RewardsTab() {
  const texts = useTexts(loyaltyTexts);
  const { ship } = texts;
  const { client, membership } = useSession();
  const cache = useQueryClient();
  const now = useNow(everyMs);
  const [{ shipping }, filter] = loyaltyFilters.useFilters();
  const [opened, open] = useState<LoyaltyRedemptions>();
  const columns = useColumns(now);
  const list = useList<LoyaltyRedemptions>({
    key: ['loyalty-redemptions', shipping],
    read: async (asked, options) =>
      client.loyaltyRedemptions.list(
        { ...asked, ...(shipping !== undefined && { shipping }) },
        options,
      ),
  });
  const riskKey = ['parcels-at-risk', membership?.tenant];
  const atRisk = useQuery({
    queryKey: riskKey,
    queryFn: async ({ signal }) => findAtRisk(client.loyaltyRedemptions, new Date(), { signal }),
    enabled: list.items !== undefined,
    staleTime: everyMs,
    refetchInterval: 10 * everyMs,
    gcTime: 0,
  });
  return (
    <>
      <ArchiveNotice />
      {atRisk.error !== null && (
        <FailureNotice
          error={atRisk.error}
          isRetrying={atRisk.isFetching}
          retry={() => void atRisk.refetch()}
        />
      )}
      <RiskWarning loaded={list.items ?? []} atRisk={atRisk.data} now={now} />
      <FilterBar isNarrowed={shipping !== undefined} clear={() => filter({ shipping: undefined })}>
        <SelectFilter
          label={ship.state}
          options={shippingStates.map((id) => ({ id, label: ship.states[id] }))}
          value={shipping}
          change={(value) => filter({ shipping: value })}
        />
      </FilterBar>
      <ListView
        label={texts.tabs.rewards}
        list={list}
        columns={columns}
        empty={ship.empty}
        open={open}
      />
      {opened !== undefined && (
        <RewardSheet
          key={opened.id}
          reward={opened}
          now={now}
          close={() => open(undefined)}
          onChanged={(changed) => {
            list.replace(changed);
            open(changed);
            void cache.invalidateQueries({ queryKey: riskKey });
          }}
          onDeleted={(ids) => {
            list.forget(ids);
            open(undefined);
            void cache.invalidateQueries({ queryKey: riskKey });
          }}
        />
      )}
    </>
  );
}
