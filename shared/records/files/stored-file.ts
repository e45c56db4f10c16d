import type { StoredDocument } from '#shared/store/store.ts';

/**
 * The id that all chunks of a file share, and the number of chunks. The id is random, and new
 * content gets a new id.
 */
export type StoredFile = { readonly id: string; readonly chunks: number };

/** The file of a stored record, if it has one. */
export function storedFileOf({ data }: Pick<StoredDocument, 'data'>): StoredFile | undefined {
  const id = data['file_id'];
  if (id === undefined) return undefined;
  return { id: id as string, chunks: data['file_chunks'] as number };
}

/** The file of a record. A record without `file_bytes` has no file, even if it had one before. */
export function fileOf(record: {
  readonly fields: { readonly [field: string]: unknown };
  readonly file?: StoredFile;
}): StoredFile | undefined {
  return record.fields['file_bytes'] === undefined ? undefined : record.file;
}
