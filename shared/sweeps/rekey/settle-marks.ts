import type { Category } from '#shared/categories/define-category.ts';
import { type Mark, markRefsOf, markRuleOf } from '#shared/records/record-marks.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import { createOrReplace, type StoredDocument, type Write } from '#shared/store/store.ts';
import type { RehashContext } from './rehash-context.ts';

/** The new marks of a record, and the writes for them. */
export type SettledMarks = { readonly ids: readonly string[]; readonly writes: readonly Write[] };

/** The ids of a record's marks. */
export function heldIds({ data }: StoredDocument): readonly string[] {
  return (data['unique_marks'] as readonly string[] | undefined) ?? [];
}

/**
 * True if `one` is older than `other`. If both were created at the same instant, the record with
 * the lower id counts as older.
 */
function isOlder(one: StoredDocument, other: StoredDocument): boolean {
  const [mine, theirs] = [Number(one.data['created_at']), Number(other.data['created_at'])];
  return mine === theirs ? one.ref.id < other.ref.id : mine < theirs;
}

const isSame = (mark: Mark, found: StoredDocument) =>
  Object.entries(mark.data).every(([name, value]) => found.data[name] === value);

/**
 * Gives a mark to a record. If another live record has the mark, the older of the two records gets
 * it. Both records remain.
 */
async function settleOne(
  ctx: RehashContext,
  category: Category,
  document: StoredDocument,
  mark: Mark,
  found: StoredDocument | undefined,
): Promise<SettledMarks> {
  const taken = { ids: [mark.ref.id], writes: [createOrReplace(mark.ref, mark.data, found)] };
  if (found === undefined) return taken;
  const holder = found.data['record_id'] as string;
  if (holder === document.ref.id) return isSame(mark, found) ? { ...taken, writes: [] } : taken;
  if (!isLive(found, markRuleOf(ctx, category))) return taken;
  const other = await ctx.store.get({ tenant: ctx.tenant, collection: category.id, id: holder });
  if (!isLive(other, categoryRuleOf(ctx, category))) return taken;
  if (isOlder(other, document)) return { ids: [], writes: [] };
  const left = heldIds(other).filter((id) => id !== mark.ref.id);
  const { ref, version } = other;
  const write = { kind: 'update', ref, data: { unique_marks: left }, version } as const;
  return { ids: taken.ids, writes: [...taken.writes, write] };
}

/**
 * Gives a record its uniqueness marks by today's rules, and deletes its other marks. The function
 * makes one call to the database, and one more call for each mark that another record has.
 */
export async function settleMarks(
  ctx: RehashContext,
  category: Category,
  document: StoredDocument,
  wanted: readonly Mark[],
): Promise<SettledMarks> {
  const ids = new Set(wanted.map(({ ref }) => ref.id));
  const dropped = markRefsOf(ctx, document).filter(({ id }) => !ids.has(id));
  const refs = [...wanted.map(({ ref }) => ref), ...dropped];
  const found = refs.length === 0 ? [] : await ctx.store.getAll(refs);
  const settled = await Promise.all(
    wanted.map((mark, at) => settleOne(ctx, category, document, mark, found[at])),
  );
  const gone = found.slice(wanted.length).flatMap((mark): Write[] => {
    if (mark?.data['record_id'] !== document.ref.id) return [];
    return [{ kind: 'delete', ref: mark.ref, version: mark.version }];
  });
  return {
    ids: settled.flatMap((each) => each.ids),
    writes: [...settled.flatMap((each) => each.writes), ...gone],
  };
}
