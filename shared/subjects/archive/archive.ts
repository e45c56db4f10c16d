import type { Row } from '#shared/records/export-records.ts';
import type { ArchiveAbout } from './signature/archive-statement.ts';

/** A file of an archive: a stream of its content, or rows that become a CSV. */
export type ArchiveEntry = {
  /** Its path in the archive: ASCII, with `/` between folders. */
  readonly name: string;
} & (
  | { readonly content: AsyncIterable<Uint8Array> }
  | { readonly columns: readonly string[]; readonly rows: AsyncIterable<Row> }
);

/**
 * An archive about one person, one record, or a period. Its files are made one after the other,
 * when they are read.
 */
export type Archive = {
  /** The id with which the desk names it as a proof; it identifies no person. */
  readonly id: string;
  /** The signed facts about it. */
  readonly about: ArchiveAbout;
  /** The archive's name without its extension. It names no person. */
  readonly name: string;
  /** The time of the request, in microseconds. */
  readonly madeAt: number;
  /** The number of its records. */
  readonly records: number;
  /** The estimated number of its bytes before compression. */
  readonly bytes: number;
  readonly entries: AsyncIterable<ArchiveEntry>;
};

/** Text in the form of a file's bytes. */
export async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) yield Buffer.from(piece, 'utf8');
}
