import { renewCaller } from '#shared/access/renew-caller.ts';
import { type Right, rightTo } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import { conditionsOf, orderOf } from '#shared/records/record-filters.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { nextToExpireOf } from '#shared/store/category-collection.ts';
import { readPages } from '#shared/store/read-pages.ts';
import { holdsRecordsOf, holdsRestricted } from '#shared/store/restricted-collection.ts';
import type { Filter, StoredDocument } from '#shared/store/store.ts';
import type { Found, FoundDocument } from '../find-subject.ts';
import type { SubjectWorld } from '../subject-world.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Stands for the records of a category that were created at or after `created_after`, and before
 * `created_before`.
 */
export type Period = {
  readonly category: string;
  readonly created_after?: string | undefined;
  readonly created_before?: string | undefined;
};

/**
 * The maximum number of records in the archive of a period. While the archive is written, data
 * about each record is in memory.
 */
export const periodRecordsMax = 20_000;

/** The right that the archive of a period needs additionally: to export the category. */
export function rightToPeriod({ category }: Period): Right {
  return rightTo(`${category}:export`);
}

/**
 * True if a record was created in the period. A query for restricted records cannot filter by the
 * instant of creation, so this function checks it.
 */
function isWithin(where: readonly Filter[], { data }: StoredDocument): boolean {
  const at = data['created_at'] as Instant;
  return where.every(({ op, value }) => (op === '<' ? at < Number(value) : at >= Number(value)));
}

/**
 * Finds the live records of a period, restricted or not, page by page. Before each page it checks
 * the caller's right again.
 * @throws Problem `scope-missing`, `record-not-found` for an unknown category, `validation-failed`
 * if the period has more than {@link periodRecordsMax} records
 */
export async function findPeriod(
  ctx: Context,
  { categories, collections }: SubjectWorld,
  period: Period,
  keep: Snapshot['keep'],
): Promise<Found> {
  const category = categories.find(({ id }) => id === period.category);
  if (category === undefined) throw new Problem('record-not-found');
  const right = rightToPeriod(period);
  const ruleNow = async () => {
    const now = await renewCaller(ctx);
    right(now);
    return categoryRuleOf(now, category);
  };
  const where = conditionsOf(category, period);
  const documents: FoundDocument[] = [];
  for (const collection of collections.filter(({ id }) => holdsRecordsOf(category, id))) {
    const filter = holdsRestricted(collection)
      ? { where: [], orderBy: nextToExpireOf(category) }
      : { where, orderBy: orderOf(category, where) };
    for await (const page of readPages(ctx, ruleNow, { collection: collection.id, ...filter })) {
      for (const document of page.filter((each) => isWithin(where, each)))
        documents.push({ document: keep(document, collection), why: new Set<never>() });
      if (documents.length <= periodRecordsMax) continue;
      const rule = `at most ${periodRecordsMax} records: ask for several shorter periods`;
      throw new Problem('validation-failed', { errors: [{ pointer: '/period', rule }] });
    }
  }
  return { documents, conversations: [], aliases: [] };
}
