import { Problem } from '#shared/base/problems/problem.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { variables } from '#shared/categories/variables.ts';
import { identifierOf } from '#shared/domains/consents/complete-consent.ts';
import { createHeadWriter } from '#shared/domains/conversations/head-writer.ts';
import { importCode } from '#shared/domains/coupons/import-code.ts';
import { importPosting } from '#shared/domains/loyalty/import-posting.ts';
import { lotsMax } from '#shared/domains/loyalty/purse.ts';
import { completeMessage } from '#shared/domains/nlu/complete-message.ts';
import { policyMarksOf } from '#shared/domains/raffles/policy-marks.ts';
import { findRaffles } from '#shared/domains/raffles/raffle.ts';
import { personOf } from '#shared/domains/raffles/winner.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import type { ClearRecord, Fields } from '#shared/records/record.ts';
import type { Mark } from '#shared/records/record-marks.ts';
import { isUnexpired } from '#shared/store/live.ts';
import { createOrReplace, type DocumentData, type Write } from '#shared/store/store.ts';
import { LineRefused } from './line.ts';

/** Data and writes that the rules of one category add to an imported record. */
export type Landing = {
  /**
   * Additional fields of the stored record, for example the ids of marks that the category's own
   * rules create.
   */
  readonly data: DocumentData;
  readonly writes: readonly Write[];
};

/**
 * Returns the field in which a record stores the ids of its marks, or no field if there are no
 * marks.
 */
function holding(marks: readonly Mark[]): DocumentData {
  return marks.length === 0 ? {} : { unique_marks: marks.map(({ ref }) => ref.id) };
}

type OwnLanding = {
  /**
   * Adds the fields that the system sets, if the line does not have them.
   * @throws LineRefused
   */
  readonly complete?: (ctx: Context, fields: Fields, createdAt: string) => Fields;
  /**
   * If this function returns the same text for several lines, these lines are written one after the
   * other, in their order.
   */
  readonly turn?: (fields: Fields) => string;
  /**
   * True if each record of the category depends on earlier records. The sweep does not know the
   * order of the lines. So the import makes a record of each line at once, and leaves no line to
   * the sweep.
   */
  readonly isInOrder?: true;
  /**
   * Makes the data and writes that the category's rules add.
   * @throws LineRefused if the pool or raffle of the record does not exist, or if the category's
   * rules refuse the record
   */
  readonly land?: (
    ctx: CheckedContext,
    record: ClearRecord,
    data: DocumentData,
    attempt: number,
  ) => Promise<Landing>;
};

function completeConsent(_ctx: Context, fields: Fields, createdAt: string): Fields {
  const identifier = identifierOf(fields['type']);
  if (fields[identifier] === undefined) throw new LineRefused('required by the type', identifier);
  const optIn = fields['opt_in'] ?? 'single';
  const status = fields['status'] ?? (optIn === 'double' ? 'pending' : 'confirmed');
  const confirmed = status === 'confirmed' ? { confirmed_at: createdAt } : {};
  return { ...confirmed, ...fields, opt_in: optIn, status };
}

function completeVariable(_ctx: Context, fields: Fields, createdAt: string): Fields {
  if (fields['value'] === undefined) throw new LineRefused('required', 'value');
  return { changed_at: createdAt, ...fields };
}

async function landParticipation(
  ctx: CheckedContext,
  record: ClearRecord,
  data: DocumentData,
): Promise<Landing> {
  const id = String(record.fields['raffle_id']);
  const raffle = (await findRaffles(ctx, [id])).get(id);
  if (raffle === undefined) throw new LineRefused('a raffle that exists', 'raffle_id');
  const marks = await policyMarksOf(ctx, raffle, { ...record, person: personOf(data) });
  const current = marks.filter((mark) => Number(mark.data['expires_at']) > ctx.now());
  const found = current.length === 0 ? [] : await ctx.store.getAll(current.map(({ ref }) => ref));
  if (found.some((mark) => isUnexpired(mark, ctx.now())))
    throw new LineRefused(
      'the policy of the raffle allows one participation per person in each period',
      'raffle_id',
    );
  const writes = current.map(({ ref, data: own }, at) => createOrReplace(ref, own, found[at]));
  return { data: holding(current), writes };
}

/**
 * Turns the error `batch-too-large` into a refusal of the line. The reason for this error is that
 * the line spends coins from more earnings than one commit can change.
 */
function refuseLarge(error: unknown): never {
  const isLarge = error instanceof Problem && error.code === 'batch-too-large';
  throw isLarge ? new LineRefused(`coins from at most ${lotsMax} earnings`, 'coins') : error;
}

/** The rules that some categories add to an import. */
export function createOwnLandings(): { readonly [categoryId: string]: OwnLanding } {
  const heads = createHeadWriter();
  return {
    [chatMessages.id]: {
      turn: ({ conversation_id: id }) => String(id),
      async land(ctx, record, _data, attempt) {
        const { writes } = await heads(ctx).make(ctx, [record], attempt + 1);
        return { data: {}, writes };
      },
    },
    [nluMessages.id]: { complete: (ctx, fields) => completeMessage(ctx, fields, '') },
    [variables.id]: { complete: completeVariable },
    [marketingConsents.id]: { complete: completeConsent },
    [loyaltyTransactions.id]: {
      isInOrder: true,
      turn: ({ email }) => String(email),
      async land(ctx, { fields }) {
        const { email, coins } = fields as { email: string; coins: number };
        const { ownFields, writes } = await importPosting(ctx, { email, coins }).catch(refuseLarge);
        return { data: ownFields, writes };
      },
    },
    [couponCodes.id]: {
      turn: ({ pool_id: pool, email }) => `${String(pool)}|${String(email)}`,
      async land(ctx, record) {
        const imported = await importCode(ctx, record);
        if (imported === undefined) throw new LineRefused('a pool that exists', 'pool_id');
        const { turn, stockId, writes } = imported;
        return { data: { stock_id: stockId, ...holding(turn) }, writes };
      },
    },
    [raffleParticipations.id]: {
      turn: ({ raffle_id: raffle, email }) => `${String(raffle)}|${String(email)}`,
      land: landParticipation,
    },
  };
}
