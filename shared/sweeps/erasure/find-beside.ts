import type { Category } from '#shared/categories/define-category.ts';
import { linkRefsOf, markRefsOf } from '#shared/records/record-marks.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';

/**
 * Finds the marks and links of stored records, and decrypts nothing. Marks that now belong to
 * another record are not returned.
 */
export async function findBeside(
  store: Store,
  category: Category | undefined,
  documents: readonly StoredDocument[],
): Promise<StoredDocument[]> {
  if (category === undefined) return [];
  const own = new Set(documents.map(({ ref }) => ref.id));
  const refs = documents.flatMap((document) => {
    const { tenant } = document.ref;
    return [...markRefsOf({ tenant }, document), ...linkRefsOf({ tenant }, category, document)];
  });
  const found = refs.length === 0 ? [] : await store.getAll(refs);
  return found.flatMap((beside) => {
    if (beside === undefined) return [];
    const recordId = beside.data['record_id'] as string | undefined;
    return recordId === undefined || own.has(recordId) ? [beside] : [];
  });
}
