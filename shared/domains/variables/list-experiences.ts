import { requireRead } from '#shared/access/scope.ts';
import { variables } from '#shared/categories/variables.ts';
import type { Context } from '#shared/records/context.ts';
import { decodeCursor, encodeCursor } from '#shared/records/cursor.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirstOf } from '#shared/store/category-collection.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { Filter, Order } from '#shared/store/store.ts';
import { byExperience, byFileSize, lastChangedFirst } from './collections.ts';

/**
 * The number of experiences on a page. Each experience costs two counts, and two queries that read
 * one document each.
 */
export const experiencePageSizes = { usual: 20, max: 50 } as const;

/** A cursor usually ends with a record's id. Cursors of this list end with this text instead. */
const noRecord = '0'.repeat(32);

export type Experience = {
  readonly id: string;
  /** The number of live variables, and how many of them have files. */
  readonly variables: number;
  readonly files: number;
  /** The time at which a variable of the experience was last stored or changed. */
  readonly changed_at: string | null;
};

export type ExperiencePage = {
  readonly items: readonly Experience[];
  readonly next_cursor: string | null;
};

function queryOf(ctx: Context, where: readonly Filter[], orderBy: readonly Order[]) {
  const query = { collection: variables.id, tenant: ctx.tenant, where, orderBy };
  return liveQuery(categoryRuleOf(ctx, variables), query);
}

/**
 * Finds the next experience with a live variable. It reads only one document, however many
 * variables the previous experience has.
 */
async function nextExperience(ctx: Context, after: string | undefined) {
  const where: Filter[] =
    after === undefined ? [] : [{ field: 'experience_id', op: '>', value: after }];
  const [first] = await ctx.store.query({ ...queryOf(ctx, where, byExperience), limit: 1 });
  return first?.data['experience_id'] as string | undefined;
}

async function describe(ctx: Context, id: string): Promise<Experience> {
  const own: Filter = { field: 'experience_id', op: '==', value: id };
  const withFile: Filter = { field: 'file_bytes', op: '>=', value: 0 };
  const [variableCount, files, [latest]] = await Promise.all([
    ctx.store.count(queryOf(ctx, [own], newestFirstOf(variables))),
    ctx.store.count(queryOf(ctx, [own, withFile], byFileSize)),
    ctx.store.query({ ...queryOf(ctx, [own], lastChangedFirst), limit: 1 }),
  ]);
  const changedAt = latest?.data['changed_at'] as string | undefined;
  return { id, variables: variableCount, files, changed_at: changedAt ?? null };
}

/**
 * Lists the experiences with live variables, in the order of their ids. No document is stored for
 * an experience. Instead the search goes from one experience to the next in an index. So writers do
 * not compete for a document, and the list stays correct when variables expire.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listExperiences(
  ctx: Context,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<ExperiencePage> {
  requireRead(ctx.scopes, variables.id);
  const scope = [ctx.tenant, 'experiences'];
  const [start] =
    page.cursor === undefined ? [] : decodeCursor(scope, ['experience_id'], page.cursor);
  const ids: string[] = [];
  let next = await nextExperience(ctx, start as string | undefined);
  while (next !== undefined && ids.length < page.limit) {
    ids.push(next);
    next = await nextExperience(ctx, next);
  }
  const described = await Promise.all(ids.map((id) => describe(ctx, id)));
  // After an experience was found, its only remaining variable may have been deleted.
  const items = described.filter((experience) => experience.variables > 0);
  const last = next === undefined ? undefined : ids.at(-1);
  return {
    items,
    next_cursor: last === undefined ? null : encodeCursor(scope, [last, noRecord]),
  };
}
