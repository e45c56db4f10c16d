import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { meetConsents } from '#shared/domains/consents/meet-consents.ts';
import { turnMarkOf } from '#shared/domains/coupons/turn-mark.ts';
import { followPerson, participationMarks } from '#shared/domains/raffles/follow-person.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { type Mark, markRefsOf, uniqueMarksOf } from '#shared/records/record-marks.ts';
import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import type { RehashContext } from './rehash-context.ts';

/**
 * A stored record (`document`), its decrypted content (`record`), and its stored fields (`data`).
 * In `data`, hashes by today's rules replace the stored hashes.
 */
export type Rehashed = {
  readonly document: StoredDocument;
  readonly record: ClearRecord;
  readonly data: DocumentData;
  /** True if a new hash differs from the stored one. */
  readonly isChanged: boolean;
  /**
   * True if marks of the tenant were made by older rules. Then this record may lack marks that a
   * new record gets.
   */
  readonly lacksMarks: boolean;
};

/**
 * Additional work for one category when the hashes of a record change, or when the record may lack
 * marks.
 */
type OwnStep = {
  /** The marks that the record gets by today's rules. Undefined if its marks do not change. */
  readonly marks?: (ctx: RehashContext, rehashed: Rehashed) => Promise<readonly Mark[] | undefined>;
  /** Other changes that belong to the commit of the record's new hashes. */
  readonly beside?: (
    ctx: RehashContext,
    rehashed: Rehashed,
  ) => Promise<{ readonly data: DocumentData; readonly writes: readonly Write[] }>;
};

const ownSteps: { readonly [categoryId: string]: OwnStep } = {
  [marketingConsents.id]: {
    async beside(ctx, { document, data, isChanged, lacksMarks }) {
      // A restricted consent is not merged with the person's other consents until its restriction
      // is lifted.
      if (document.ref.collection !== marketingConsents.id) return { data, writes: [] };
      const mayBeOvertaken = data['status'] === 'pending' && data['overtaken_at'] === undefined;
      if (isChanged || (lacksMarks && mayBeOvertaken)) return meetConsents(ctx, document, data);
      return { data, writes: [] };
    },
  },
  [couponCodes.id]: {
    async marks(ctx, { document, record }) {
      const [held] = markRefsOf(ctx, document);
      if (held === undefined) return [];
      const { pool_id: poolId, email } = record.fields as { pool_id: string; email: string };
      return turnMarkOf(ctx, { poolId, email }, await ctx.store.get(held));
    },
  },
  [raffleParticipations.id]: {
    marks: (ctx, { record, data }) => participationMarks(ctx, record, data),
    async beside(ctx, { document, record, data, isChanged }) {
      return isChanged ? followPerson(ctx, document, record, data) : { data, writes: [] };
    },
  },
};

/**
 * The marks that today's rules give to a record: for its unique fields, or under the category's own
 * rules.
 */
export async function marksOfToday(
  ctx: RehashContext,
  category: Category,
  rehashed: Rehashed,
): Promise<readonly Mark[] | undefined> {
  const own = ownSteps[category.id]?.marks;
  if (own !== undefined) return own(ctx, rehashed);
  return category.unique.length > 0 ? uniqueMarksOf(ctx, category, rehashed.record) : undefined;
}

/** Other changes that must be in the same commit as a record's new hashes. */
export async function changedBeside(ctx: RehashContext, category: Category, rehashed: Rehashed) {
  const own = ownSteps[category.id]?.beside;
  return own === undefined ? { data: rehashed.data, writes: [] } : own(ctx, rehashed);
}
