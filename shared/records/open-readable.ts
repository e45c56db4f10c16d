import type { StoredDocument } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import type { Context } from './context.ts';

/**
 * Opens documents in order and omits those that cannot be decrypted. It reports each of them to an
 * operator. One damaged record must not hide all others of its page.
 */
export async function openReadable<T>(
  ctx: Pick<Context, 'onUnreadable'>,
  documents: readonly StoredDocument[],
  open: (document: StoredDocument) => Promise<T>,
): Promise<T[]> {
  const opened = await Promise.all(
    documents.map(async (document): Promise<readonly T[]> => {
      try {
        return [await open(document)];
      } catch (error) {
        if (!(error instanceof DecryptionError)) throw error;
        ctx.onUnreadable(document.ref);
        return [];
      }
    }),
  );
  return opened.flat();
}
