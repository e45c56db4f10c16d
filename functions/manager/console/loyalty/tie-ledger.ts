import type { LoyaltyLedgerEntry } from '#shared/client/schemas.ts';

/** Coins that went from an earning to a spending. */
export type Tie = {
  readonly coins: number;
  /** The other one of the two; undefined when it is gone, or further back than what was loaded. */
  readonly other: LoyaltyLedgerEntry | undefined;
};

/** From which earnings a spending took its coins; undefined where that is not known. */
export function takenFrom(
  spending: LoyaltyLedgerEntry,
  ledger: readonly LoyaltyLedgerEntry[],
): readonly Tie[] | undefined {
  return spending.taken_from?.map(({ id, coins }) => ({
    coins,
    other: ledger.find((each) => each.id === id),
  }));
}

/** Which spendings took coins from an earning, of those that were loaded. */
export function spentBy(
  earning: LoyaltyLedgerEntry,
  ledger: readonly LoyaltyLedgerEntry[],
): readonly Tie[] {
  return ledger.flatMap((other) =>
    (other.taken_from ?? [])
      .filter(({ id }) => id === earning.id)
      .map(({ coins }) => ({ coins, other })),
  );
}
