import type { Category } from '#shared/categories/define-category.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { Context } from '../context.ts';
import { linkRefsOf, markRefsOf } from '../record-marks.ts';

type HidingDeps = Pick<Context, 'store' | 'tenant'>;

/**
 * The writes that delete the uniqueness marks of a record. Then another record with the same values
 * can be stored while this record is restricted. Some categories have marks but no unique values:
 * their marks limit how often a person gets a code or takes part in a raffle. Such marks stay.
 */
async function freeMarks(
  deps: HidingDeps,
  category: Category,
  record: StoredDocument,
): Promise<Write[]> {
  const refs = category.unique.length > 0 ? markRefsOf(deps, record) : [];
  const found = refs.length === 0 ? [] : await deps.store.getAll(refs);
  return found.flatMap((mark): Write[] => {
    if (mark?.data['record_id'] !== record.ref.id) return [];
    return [{ kind: 'delete', ref: mark.ref, version: mark.version }];
  });
}

/**
 * The writes that hide a record from searches while it is restricted. They delete its conversation
 * links, and the uniqueness marks of its unique values.
 */
export async function hiddenBeside(
  deps: HidingDeps,
  category: Category,
  record: StoredDocument,
): Promise<Write[]> {
  const links = linkRefsOf(deps, category, record);
  return [
    ...(await freeMarks(deps, category, record)),
    ...links.map((ref): Write => ({ kind: 'delete', ref })),
  ];
}
