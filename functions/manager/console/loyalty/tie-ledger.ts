import type { LoyaltyLedgerEntry } from '#shared/client/schemas.ts';

/** Coins of an earning that a spending used. */
export type Tie = {
  readonly coins: number;
  /** The linked entry; undefined when it is gone or was not loaded. */
  readonly other: LoyaltyLedgerEntry | undefined;
};

/** The earnings whose coins a spending used; undefined where that is not known. */
export function takenFrom(
  spending: LoyaltyLedgerEntry,
  ledger: readonly LoyaltyLedgerEntry[],
): readonly Tie[] | undefined {
  return spending.taken_from?.map(({ id, coins }) => ({
    coins,
    other: ledger.find((each) => each.id === id),
  }));
}

/** The loaded spendings that used coins of an earning. */
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
