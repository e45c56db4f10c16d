import type { LoyaltyLedgerEntry } from '#shared/client/schemas.ts';

/** Coins that a spending took from an earning. */
export type Tie = {
  readonly coins: number;
  /** The entry at the other end of the link; undefined if it is deleted, expired or not loaded. */
  readonly other: LoyaltyLedgerEntry | undefined;
};

/**
 * Returns the earnings whose coins a spending used; undefined if the spending does not name them.
 */
export function takenFrom(
  spending: LoyaltyLedgerEntry,
  ledger: readonly LoyaltyLedgerEntry[],
): readonly Tie[] | undefined {
  return spending.taken_from?.map(({ id, coins }) => ({
    coins,
    other: ledger.find((each) => each.id === id),
  }));
}

/** Returns the loaded spendings that used coins of an earning. */
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
