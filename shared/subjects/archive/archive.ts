import type { Row } from '#shared/records/export-records.ts';
import type { ArchiveAbout } from './signature/archive-statement.ts';

/**
 * A file of an archive: a stream of its content, or rows that the writer of the archive turns into
 * CSV.
 */
export type ArchiveEntry = {
  /** Its path in the archive: ASCII, with `/` between folders. */
  readonly name: string;
} & (
  | { readonly content: AsyncIterable<Uint8Array> }
  | { readonly columns: readonly string[]; readonly rows: AsyncIterable<Row> }
);

/** An archive about one person, one record, or a period. Its files are made one after the other, when they are asked for. */
export type Archive = {
  /** By which the desk names it as a proof; it tells of nobody. */
  readonly id: string;
  /** What is signed of it. */
  readonly about: ArchiveAbout;
  /** Name of the archive, without its ending. It names nobody. */
  readonly name: string;
  /** When it was asked for, in microseconds. */
  readonly madeAt: number;
  /** How many records it holds. */
  readonly records: number;
  /** About how many bytes it holds before it is compressed. */
  readonly bytes: number;
  readonly entries: AsyncIterable<ArchiveEntry>;
};

/** Text as the bytes of a file. */
export async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) yield Buffer.from(piece, 'utf8');
}
