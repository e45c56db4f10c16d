import type { Companion, CompanionMaker } from '#shared/records/companion.ts';
import { countReviews } from './count-reviews.ts';

/**
 * If new messages have a verdict, counts them in the commit that stores them. Messages without a
 * verdict cost no read and no write.
 */
export const countNew: CompanionMaker = {
  async make(now, records): Promise<Companion> {
    const reviews = records.map(({ createdAt, fields }) => ({
      createdAt,
      before: {},
      after: fields,
    }));
    return { writes: await countReviews(now, reviews), committed: () => undefined };
  },
  inTurn: (_inputs, work) => work(),
};
