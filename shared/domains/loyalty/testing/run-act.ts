import { Problem } from '#shared/base/problems/problem.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import type { ModelEvent, ModelPosting } from './coin-model.ts';
import { type Bookkeeper, post, redeem, redemption, transaction } from './create-coin-fixture.ts';
import type { CoinAct } from './random-coins.ts';

export const people = ['anna@example.org', 'berta@example.org'] as const;

type Change = readonly [person: number, coins: number];

function changesOf(act: Exclude<CoinAct, { kind: 'delete' }>): readonly Change[] {
  if (act.kind === 'batch') return act.coins;
  return [[act.person, act.kind === 'earn' ? act.coins : -act.coins]];
}

function postingOf([person, coins]: Change, record: ClearRecord | undefined): ModelPosting {
  const email = people[person] ?? '';
  if (coins < 0) return { kind: 'spend', person: email, coins: -coins };
  const { id = '?', createdAt = 0, expiresAt = 0 } = record ?? {};
  return { kind: 'earn', lot: { id, person: email, createdAt, expiresAt, left: coins } };
}

/**
 * Runs an action, and returns the request and its result.
 * @throws any error except `insufficient-coins` and, for a deletion, `record-not-found`
 */
export async function runAct(
  keeper: Bookkeeper,
  act: CoinAct,
  known: readonly string[],
): Promise<ModelEvent> {
  if (act.kind === 'delete') {
    const id = known[act.pick % known.length] ?? '0'.repeat(32);
    const deleted = deleteRecord(keeper.ctx, { category: loyaltyTransactions, id });
    await deleted.catch(unlessCode('record-not-found'));
    return { kind: 'delete', id };
  }
  const changes = changesOf(act);
  const body = changes.map(([person, coins]) => transaction(coins, people[person]));
  const [change] = changes;
  const sent =
    act.kind === 'redeem' && change !== undefined
      ? redeem(keeper, redemption(-change[1], people[change[0]]))
      : post(keeper, act.kind === 'batch' ? body : body[0]);
  const records = await sent.catch(unlessCode('insufficient-coins'));
  const postings = changes.map((each, index) => postingOf(each, records?.[index]));
  return { kind: 'post', postings, done: records !== undefined };
}

function unlessCode(code: string): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof Problem) || error.code !== code) throw error;
    return undefined;
  };
}
