import type { Row } from './export-records.ts';

/** A file of an archive. Its content is a stream of bytes, or rows that become a CSV. */
export type ArchiveEntry = {
  /** The path of the file in the archive: ASCII, with `/` between folders. */
  readonly name: string;
} & (
  | { readonly content: AsyncIterable<Uint8Array> }
  | { readonly columns: readonly string[]; readonly rows: AsyncIterable<Row> }
);
