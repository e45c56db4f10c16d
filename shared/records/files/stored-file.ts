import type { StoredDocument } from '#shared/store/store.ts';

/**
 * The id of the chunks with the content of a record's file. It is random, and new content gets a
 * new one.
 */
export type StoredFile = { readonly id: string; readonly chunks: number };

/** The file that a stored record names, if any. */
export function storedFileOf({ data }: Pick<StoredDocument, 'data'>): StoredFile | undefined {
  const [id, chunks] = [data['file_id'], data['file_chunks']];
  if (id === undefined) return undefined;
  return { id: id as string, chunks: chunks as number };
}

/** The file of a record. A record without `file_bytes` has none, even if it had one before. */
export function fileOf(record: {
  readonly fields: { readonly [field: string]: unknown };
  readonly file?: StoredFile;
}): StoredFile | undefined {
  return record.fields['file_bytes'] === undefined ? undefined : record.file;
}
