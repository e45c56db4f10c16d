import type { Category } from '#shared/categories/define-category.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { Context } from '../context.ts';
import { linkRefsOf, markRefsOf } from '../record-marks.ts';

type HidingDeps = Pick<Context, 'store' | 'tenant'>;

/**
 * Frees the unique values of a record, so that another record can serve the person while it is
 * restricted. A mark that counts a person's turns under a policy stays: a used turn stays used.
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
 * Writes that remove the links to a record while it is restricted: its unique values, and its
 * links.
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
