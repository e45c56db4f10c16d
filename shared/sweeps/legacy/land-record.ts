import type { Right } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import {
  conversationLinksOf,
  type Mark,
  markRuleOf,
  uniqueMarksOf,
} from '#shared/records/record-marks.ts';
import { sealRecord } from '#shared/records/seal-record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { requireStored } from '#shared/settings/settings.ts';
import { isLive } from '#shared/store/live.ts';
import {
  createOrReplace,
  type DocumentData,
  type DocumentRef,
  type Write,
} from '#shared/store/store.ts';
import { LineRefused } from './line.ts';
import type { createOwnLandings } from './own-landing.ts';

/**
 * Checks the right to store an imported record: the tenant must store records of the category in
 * Mayfly.
 */
export function storesCategory(category: Category): Right {
  return (caller) => requireStored(caller, category);
}

/**
 * Refuses a record that a fence or a shortened retention would hide. The sweep would delete such a
 * record soon.
 * @throws LineRefused
 */
export function requireVisible(ctx: Context, category: Category, record: ClearRecord): void {
  const ref = { tenant: ctx.tenant, collection: category.id, id: record.id };
  const data = {
    created_at: record.createdAt,
    basis_at: record.basisAt,
    expires_at: record.expiresAt,
  };
  const document = { ref, data, version: '' as never };
  if (!isLive(document, categoryRuleOf(ctx, category)))
    throw new LineRefused('after the instant up to which the tenant deletes records', 'created_at');
}

/**
 * Finds the marks that a record can take. Another live record may already have a mark. Then
 * `whenTaken` decides whether the new record is refused or stored without that mark.
 */
async function takeMarks(
  ctx: Context,
  category: Category,
  marks: readonly Mark[],
  whenTaken: 'refuse' | 'go without',
): Promise<{ readonly held: readonly Mark[]; readonly writes: readonly Write[] }> {
  if (marks.length === 0) return { held: [], writes: [] };
  const found = await ctx.store.getAll(marks.map(({ ref }) => ref));
  const rule = markRuleOf(ctx, category);
  const free = marks.map((mark, at) => ({ mark, found: found[at] }));
  const open = free.filter((each) => !isLive(each.found, rule));
  if (open.length < marks.length && whenTaken === 'refuse') throw new Problem('already-exists');
  return {
    held: open.map(({ mark }) => mark),
    writes: open.map((each) => createOrReplace(each.mark.ref, each.mark.data, each.found)),
  };
}

export type LandInput = {
  readonly category: Category;
  readonly record: ClearRecord;
  /**
   * Lookup hashes that are already known, under their stored names. They are not computed again.
   */
  readonly hashes?: DocumentData;
  readonly whenTaken: 'refuse' | 'go without';
};

/**
 * The writes that store an imported record, with its marks, its links and its other documents. They
 * store what the category's own functions would store.
 * @throws LineRefused, Problem `already-exists`
 */
export async function landingWrites(
  ctx: CheckedContext,
  own: ReturnType<typeof createOwnLandings>,
  { category, record, hashes, whenTaken }: LandInput,
  attempt: number,
): Promise<Write[]> {
  const unique = await uniqueMarksOf(ctx, category, record);
  const taken = await takeMarks(ctx, category, unique, whenTaken);
  const known = hashes && { fields: record.fields, data: hashes };
  const sealed = await sealRecord(ctx, category, record, taken.held, known);
  const landing = await own[category.id]?.land?.(ctx, record, sealed, attempt);
  const ref: DocumentRef = { tenant: ctx.tenant, collection: category.id, id: record.id };
  const data = { ...sealed, ...landing?.data };
  const links = conversationLinksOf(ctx, category, record.id, data);
  return [
    { kind: 'create', ref, data },
    ...links.map((link): Write => ({ kind: 'create', ...link })),
    ...taken.writes,
    ...(landing?.writes ?? []),
  ];
}
