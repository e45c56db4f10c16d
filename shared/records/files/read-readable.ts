import type { Right } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import type { Context } from '../context.ts';
import { readFile } from './read-file.ts';
import { storedFileOf } from './stored-file.ts';

/**
 * True if an error concerns only the file that is being read: a part of it is damaged, was deleted
 * meanwhile, has expired, or is hidden by a fence.
 */
function isOfFile(error: unknown): boolean {
  if (error instanceof DecryptionError) return true;
  return error instanceof Problem && error.code === 'record-not-found';
}

/**
 * Yields the content of a record's file, as far as it can be read. If a part is damaged, was
 * deleted meanwhile, has expired or is hidden by a fence, the content ends before this part. So
 * other files of an archive can follow.
 * @param end called when the content ends, with the information whether the content is complete;
 * not called if the record has no file
 * @throws an error if the right has ended
 */
export async function* readReadable(
  ctx: Context,
  right: Right,
  { category, document }: { readonly category: Category; readonly document: StoredDocument },
  end: (isWhole: boolean) => void,
): AsyncGenerator<Uint8Array, void> {
  const file = storedFileOf(document);
  if (file === undefined) return;
  const owner = { tenant: ctx.tenant, category, recordId: document.ref.id };
  try {
    yield* readFile(ctx, right, owner, file);
    end(true);
  } catch (error) {
    if (!isOfFile(error)) throw error;
    if (error instanceof DecryptionError) ctx.onUnreadable(document.ref);
    end(false);
  }
}
