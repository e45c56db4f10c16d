import { createHash } from 'node:crypto';
import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { CheckedContext } from '#shared/records/context.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import {
  createOrReplace,
  type DocumentData,
  type DocumentRef,
  type Write,
} from '#shared/store/store.ts';
import { countsOfMessages, nluReviewCounts } from './collections.ts';
import {
  type CountChange,
  changeCounts,
  keptWeeks,
  packWeeks,
  unpackWeeks,
  type Verdict,
  weekOf,
  weeksKept,
} from './week-counts.ts';

/** Messages without an intent are counted under this name. No intent has this name. */
export const noIntent = '.';

/** The effect of a review on a message: its fields before and after. */
export type Reviewed = {
  readonly createdAt: Instant;
  readonly before: DocumentData;
  readonly after: DocumentData;
};

function verdictIn({ reviewed, verdict }: DocumentData): Verdict | undefined {
  return reviewed === true ? (verdict as Verdict | undefined) : undefined;
}

/**
 * Returns the changes that a review makes to the counts: one less for the old verdict, and one more
 * for the new verdict. A repeated review changes no count.
 */
function changesOf({ createdAt, before, after }: Reviewed): CountChange[] {
  const [old, own] = [verdictIn(before), verdictIn(after)];
  if (old === own) return [];
  const week = weekOf(createdAt);
  return [
    ...(old === undefined ? [] : [{ week, verdict: old, by: -1 } as const]),
    ...(own === undefined ? [] : [{ week, verdict: own, by: 1 } as const]),
  ];
}

function countsRef(tenant: string, intent: string): DocumentRef {
  const id = createHash('sha256').update(intent).digest('hex').slice(0, 32);
  return { tenant, collection: nluReviewCounts.id, id };
}

function groupByIntent(reviews: readonly Reviewed[]): Map<string, CountChange[]> {
  const groups = new Map<string, CountChange[]>();
  for (const review of reviews) {
    const changes = changesOf(review);
    if (changes.length === 0) continue;
    const intent = (review.after['intent'] as string | undefined) ?? noIntent;
    groups.set(intent, [...(groups.get(intent) ?? []), ...changes]);
  }
  return groups;
}

/**
 * Returns the writes that count reviews. The caller adds them to the commit that stores the
 * reviews. They cost one read and one write for each intent, or nothing if no verdict changes. The
 * commit fails if the counts have changed since they were read, and is then tried again. So each
 * review is counted once.
 */
export async function countReviews(
  now: CheckedContext,
  reviews: readonly Reviewed[],
): Promise<Write[]> {
  const groups = [...groupByIntent(reviews)];
  if (groups.length === 0) return [];
  const refs = groups.map(([intent]) => countsRef(now.tenant, intent));
  const found = await now.store.getAll(refs);
  const rule = liveRuleOf(now, countsOfMessages);
  return groups.map(([intent, changes], index): Write => {
    const ref = refs[index] as DocumentRef;
    const document = found[index];
    const weeks = isLive(document, rule) ? unpackWeeks(document.data['weeks'] as Uint8Array) : [];
    const changedAt = now.now();
    const data = {
      of_category: nluMessages.id,
      changed_at: changedAt,
      intent,
      weeks: packWeeks(keptWeeks(changeCounts(weeks, changes), changedAt)),
      expires_at: changedAt + weeksKept * 7 * microsPerDay,
      purge_shard: purgeShard(ref.id, now.purgeShards),
    };
    return createOrReplace(ref, data, document);
  });
}
