import type { Instant } from '#shared/base/time/instant.ts';

/** The coins of one earning in the model. */
export type ModelLot = {
  readonly id: string;
  readonly person: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  left: number;
};

/** A part of a request: an earning with its coins, or a spending. */
export type ModelPosting =
  | { readonly kind: 'earn'; readonly lot: ModelLot }
  | { readonly kind: 'spend'; readonly person: string; readonly coins: number };

/** A request and its result. */
export type ModelEvent =
  | { readonly kind: 'post'; readonly postings: readonly ModelPosting[]; readonly done: boolean }
  | { readonly kind: 'delete'; readonly id: string };

/** A simple model of the coins, with one lot for each earning. A lot disappears when it expires. */
export type CoinModel = readonly ModelLot[];

function isOlder(left: ModelLot, right: ModelLot): boolean {
  if (left.createdAt !== right.createdAt) return left.createdAt < right.createdAt;
  return left.left === right.left ? left.id < right.id : left.left < right.left;
}

function oldestOf(lots: readonly ModelLot[], person: string): ModelLot | undefined {
  const live = lots.filter((lot) => lot.person === person && lot.left > 0);
  return live.reduce<ModelLot | undefined>(
    (best, lot) => (best === undefined || isOlder(lot, best) ? lot : best),
    undefined,
  );
}

/**
 * Spends the coins one by one, always from the oldest lot. Coins that the same request earns count
 * as the newest.
 */
function spend(
  stored: readonly ModelLot[],
  added: readonly ModelLot[],
  person: string,
  coins: number,
): boolean {
  for (let missing = coins; missing > 0; missing -= 1) {
    const lot = oldestOf(stored, person) ?? oldestOf(added, person);
    if (lot === undefined) return false;
    lot.left -= 1;
  }
  return true;
}

/**
 * Returns the model after an event, or undefined if in this model the event would have another
 * result.
 */
export function afterEvent(model: CoinModel, event: ModelEvent): CoinModel | undefined {
  if (event.kind === 'delete') return model.filter(({ id }) => id !== event.id);
  const lots = model.map((lot) => ({ ...lot }));
  const added: ModelLot[] = [];
  for (const posting of event.postings) {
    if (posting.kind === 'earn') added.push({ ...posting.lot });
    else if (!spend(lots, added, posting.person, posting.coins))
      return event.done ? undefined : model;
  }
  return event.done ? [...lots, ...added] : undefined;
}

/** The model at a later time. */
export function atInstant(model: CoinModel, now: Instant): CoinModel {
  return model.filter(({ expiresAt }) => expiresAt > now);
}

/** The unspent coins of each earning, by the earning's id. */
export function leftById(model: CoinModel): { readonly [id: string]: number } {
  const left = model.filter((lot) => lot.left > 0).map((lot) => [lot.id, lot.left] as const);
  return Object.fromEntries(left.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function* ordersOf<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const [index, item] of items.entries())
    for (const rest of ordersOf(items.toSpliced(index, 1))) yield [item, ...rest];
}

/**
 * Simultaneous events may take effect in any order. The function searches for an order that leads
 * to their results and to the coins that are left.
 * @returns the model after the events, or undefined if there is no such order
 */
export function afterSimultaneous(
  model: CoinModel,
  events: readonly ModelEvent[],
  left: { readonly [id: string]: number },
): CoinModel | undefined {
  const expected = JSON.stringify(left);
  for (const order of ordersOf(events)) {
    let next: CoinModel | undefined = model;
    for (const event of order) next = next && afterEvent(next, event);
    if (next !== undefined && JSON.stringify(leftById(next)) === expected) return next;
  }
  return undefined;
}
