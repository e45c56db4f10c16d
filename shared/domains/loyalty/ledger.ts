import { createKeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import type { RecordOf } from '#shared/categories/define-category.ts';
import type { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { withOwnFields } from '#shared/records/commit-new.ts';
import type { Companion, CompanionMaker } from '#shared/records/companion.ts';
import type { Context } from '#shared/records/context.ts';
import type { RecordInput } from '#shared/records/own-expiry.ts';
import { prepareRecords } from '#shared/records/prepare-records.ts';
import type { ClearRecord, Fields } from '#shared/records/record.ts';
import { normalise } from '#shared/vault/normalise.ts';
import { hashPerson, lotFieldsOf } from './coin-lots.ts';
import { settlePostings } from './settle-postings.ts';
import { takenFieldsOf } from './taken.ts';

type Transaction = RecordOf<typeof loyaltyTransactions>;
type Redemption = RecordOf<typeof loyaltyRedemptions>;

/**
 * The value of the field `reason` of a transaction that pays for a redemption. The field
 * `reference` contains the redemption's id.
 */
const redemptionReason = 'redemption';

const nothingToNote = () => undefined;

async function settle(ctx: Context, records: readonly ClearRecord[], sign: 1 | -1) {
  const postings = records.map(async ({ id, fields }) => {
    const { email, coins } = fields as Pick<Transaction, 'email' | 'coins'>;
    return { id, person: await hashPerson(ctx, email), coins: sign * coins };
  });
  return settlePostings(ctx, await Promise.all(postings));
}

/** Books transactions: earnings add coins, and spendings take coins. */
async function postTransactions(ctx: Context, records: readonly ClearRecord[]): Promise<Companion> {
  const { left, taken, writes } = await settle(ctx, records, 1);
  const ownFields = left.map((each, index) => ({
    ...lotFieldsOf(each),
    ...takenFieldsOf(taken[index] ?? []),
  }));
  return { writes, ownFields, committed: nothingToNote };
}

/** The transaction that pays for a redemption. */
function paymentOf({ id, fields }: ClearRecord): RecordInput {
  const { email, coins, conversation_id } = fields as Redemption;
  const payment = { email, coins: -coins, reason: redemptionReason, reference: id };
  return { fields: { ...payment, ...(conversation_id !== undefined && { conversation_id }) } };
}

export type Ledger = {
  /**
   * Books the coins of new transactions in their order: of all transactions of a batch, or of none.
   */
  readonly transactions: (ctx: Context) => CompanionMaker;
  /**
   * Books the coins of new redemptions. The commit of a redemption also stores the transaction that
   * pays for it.
   */
  readonly redemptions: (ctx: Context) => CompanionMaker;
};

/**
 * Books coins in the commits that store transactions and redemptions. If a person spends several
 * times at the same time, each spending sees the coins that remain after the previous spending.
 * Within a process, spendings of the same person run one after the other. If several processes
 * spend at the same time, each commit requires that its earnings have not changed since they were
 * read. So only one commit succeeds, and the other processes read again.
 */
export function createLedger(): Ledger {
  const queue = createKeyedQueue();
  const inTurn = <T>(ctx: Context, spenders: readonly Fields[], work: () => Promise<T>) => {
    const names = spenders.map(({ email }) => normalise('email', String(email)));
    return queue(
      [...new Set(names)].map((name) => `${ctx.tenant}|${name}`),
      work,
    );
  };

  return {
    transactions: (ctx) => ({
      make: postTransactions,
      inTurn: (inputs, work) => {
        const spenders = inputs.filter(({ fields }) => (fields as Transaction).coins < 0);
        return inTurn(
          ctx,
          spenders.map(({ fields }) => fields),
          work,
        );
      },
    }),
    redemptions: (ctx) => {
      return {
        async make(now, records) {
          const { taken, writes } = await settle(now, records, -1);
          const payments = await prepareRecords(now, loyaltyTransactions, records.map(paymentOf));
          const paid = withOwnFields(payments, taken.map(takenFieldsOf));
          return { writes: [...paid, ...writes], committed: nothingToNote };
        },
        inTurn: (inputs, work) =>
          inTurn(
            ctx,
            inputs.map(({ fields }) => fields),
            work,
          ),
      };
    },
  };
}
