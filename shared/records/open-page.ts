import type { Category } from '#shared/categories/define-category.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import type { Context } from './context.ts';
import { openUnder } from './open-record.ts';
import type { Page } from './page.ts';
import type { ClearRecord } from './record.ts';

/**
 * Finds the data keys of documents. Most documents of a page share a key, so each key is asked for
 * only once. A key that cannot be used is missing in the result.
 */
async function findKeys(
  ctx: Context,
  category: Category,
  documents: readonly StoredDocument[],
): Promise<ReadonlyMap<unknown, DataKey>> {
  const keys = new Map<unknown, DataKey>();
  const ids = new Set(documents.map(({ data }) => data['dek']));
  const finding = [...ids].map(async (dek) => {
    try {
      keys.set(dek, await ctx.keyring.keyToOpen(ctx.tenant, category.id, { dek }));
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error;
    }
  });
  await Promise.all(finding);
  return keys;
}

/**
 * Opens a page of documents, in order. A document that cannot be decrypted is left out, and is
 * reported to an operator.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export async function openPage(
  ctx: Context,
  category: Category,
  page: Page<StoredDocument>,
): Promise<Page<ClearRecord>> {
  const keys = await findKeys(ctx, category, page.items);
  const items: ClearRecord[] = [];
  for (const document of page.items)
    try {
      const key = keys.get(document.data['dek']);
      if (key === undefined) throw new DecryptionError();
      items.push(openUnder(key, ctx, category, document));
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error;
      ctx.onUnreadable(document.ref);
    }
  return { ...page, items };
}
