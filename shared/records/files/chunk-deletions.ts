import type { StoredDocument, Write } from '#shared/store/store.ts';
import { chunkRefsOf } from './chunk-place.ts';
import { storedFileOf } from './stored-file.ts';

/** The writes that delete the chunks of a stored record's file. */
export function chunkDeletions({ ref, data }: Pick<StoredDocument, 'ref' | 'data'>): Write[] {
  const file = storedFileOf({ data });
  if (file === undefined) return [];
  return chunkRefsOf(ref.tenant, file).map((chunk): Write => ({ kind: 'delete', ref: chunk }));
}
