import type { Companion, CompanionMaker } from '#shared/records/companion.ts';
import { countReviews } from './count-reviews.ts';

/**
 * Counts the new messages that already have a verdict, in the commit that stores them. Messages
 * without a verdict cost no additional read or write.
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
