import { renewCaller } from '#shared/access/renew-caller.ts';
import { type Right, rightTo } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import { conditionsOf, orderOf } from '#shared/records/record-filters.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { readPages } from '#shared/store/read-pages.ts';
import type { Found, FoundDocument } from '../find-subject.ts';
import type { SubjectWorld } from '../subject-world.ts';
import type { Snapshot } from './snapshot.ts';

/** Records of a category that were created from one instant on and before another. */
export type Period = {
  readonly category: string;
  readonly created_after?: string | undefined;
  readonly created_before?: string | undefined;
};

/**
 * An archive keeps data about each of its records in memory while it is written, so it has at most
 * this many records.
 */
export const periodRecordsMax = 20_000;

/** Callers who may export a category may have the archive of a period. */
export function rightToPeriod({ category }: Period): Right {
  return rightTo(`${category}:export`);
}

/**
 * The live records of a period, read page by page. Restricted records are omitted.
 * @throws Problem `scope-missing`, `validation-failed` for a period with more than {@link
 * periodRecordsMax}
 */
export async function findPeriod(
  ctx: Context,
  { categories, collections }: SubjectWorld,
  period: Period,
  keep: Snapshot['keep'],
): Promise<Found> {
  const category = categories.find(({ id }) => id === period.category);
  const collection = collections.find(({ id }) => id === period.category);
  if (category === undefined || collection === undefined) throw new Problem('record-not-found');
  const right = rightToPeriod(period);
  const ruleNow = async () => {
    const now = await renewCaller(ctx);
    right(now);
    return categoryRuleOf(now, category);
  };
  const where = conditionsOf(category, period);
  const query = { collection: category.id, where, orderBy: orderOf(category, where) };
  const documents: FoundDocument[] = [];
  for await (const page of readPages(ctx, ruleNow, query)) {
    for (const document of page)
      documents.push({ document: keep(document, collection), why: new Set<never>() });
    if (documents.length <= periodRecordsMax) continue;
    const rule = `at most ${periodRecordsMax} records: ask for several shorter periods`;
    throw new Problem('validation-failed', { errors: [{ pointer: '/period', rule }] });
  }
  return { documents, conversations: [], aliases: [] };
}
