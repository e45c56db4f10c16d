import type { StoredDocument } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import type { Context } from './context.ts';

/**
 * Opens documents in order. A document that cannot be decrypted is left out, and is reported to an
 * operator. So one damaged record does not hide the other records of its page.
 */
export async function openReadable<T>(
  ctx: Pick<Context, 'onUnreadable'>,
  documents: readonly StoredDocument[],
  open: (document: StoredDocument) => Promise<T>,
): Promise<T[]> {
  const unreadable = new Set<number>();
  const opened = await Promise.all(
    documents.map((document, at) =>
      open(document).catch((error: unknown): T => {
        if (!(error instanceof DecryptionError)) throw error;
        ctx.onUnreadable(document.ref);
        unreadable.add(at);
        return undefined as T;
      }),
    ),
  );
  return unreadable.size === 0 ? opened : opened.filter((_, at) => !unreadable.has(at));
}
