import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { CheckedContext } from './context.ts';
import { chunkDeletions } from './files/chunk-deletions.ts';
import { chunkRefsOf } from './files/chunk-place.ts';
import { readFile } from './files/read-file.ts';
import { fileOf, storedFileOf } from './files/stored-file.ts';
import { writeFile } from './files/write-file.ts';
import type { ClearRecord } from './record.ts';

/** The writes that give a file's chunks the same expiry as their record. */
export function chunkUpdates(tenant: string, record: ClearRecord): Write[] {
  const file = fileOf(record);
  if (file === undefined) return [];
  const data = {
    created_at: record.createdAt,
    basis_at: record.basisAt,
    expires_at: record.expiresAt,
  };
  return chunkRefsOf(tenant, file).map((ref): Write => ({ kind: 'update', ref, data }));
}

/**
 * The writes that change a record's chunks when the record becomes `next`. They delete the chunks
 * of a replaced file, and give the chunks of the file in `next` the expiry of `next`.
 */
export function chunkChanges(document: StoredDocument, next: ClearRecord): Write[] {
  const { basis_at, expires_at } = document.data;
  const isSame = storedFileOf(document)?.id === fileOf(next)?.id;
  const isMoved = !isSame || expires_at !== next.expiresAt || basis_at !== next.basisAt;
  return [
    ...(isSame ? [] : chunkDeletions(document)),
    ...(isMoved ? chunkUpdates(document.ref.tenant, next) : []),
  ];
}

/**
 * Returns `next` with a file that is encrypted with the data key for the expiry of `next`. If the
 * stored record expires in another bucket than `next`, the content is encrypted again, as a file
 * with a new id. The commit of the record then extends the expiry of the new chunks. If the bucket
 * is the same, nothing is read or written.
 */
export async function withFittingFile(
  ctx: CheckedContext,
  category: Category,
  document: StoredDocument,
  next: ClearRecord,
): Promise<ClearRecord> {
  const [before, after] = [storedFileOf(document), fileOf(next)];
  if (after === undefined || after.id !== before?.id) return next;
  const expiry = document.data['expires_at'] as Instant;
  if (bucketEnd(category, expiry) === bucketEnd(category, next.expiresAt)) return next;
  const owner = { tenant: ctx.tenant, category, recordId: next.id };
  const target = { ...owner, expiresAt: next.expiresAt };
  const { id, chunks } = await writeFile(
    ctx,
    ctx.right,
    target,
    readFile(ctx, ctx.right, owner, after),
  );
  return { ...next, file: { id, chunks } };
}
