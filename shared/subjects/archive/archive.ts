import type { ArchiveEntry } from '#shared/records/archive-entry.ts';
import type { ArchiveAbout } from './signature/archive-statement.ts';

/**
 * An archive about one person, one record, or a period. The files are made one after the other,
 * each when it is read.
 */
export type Archive = {
  /**
   * The id of the archive. A completed request can store it as a proof. It identifies no person.
   */
  readonly id: string;
  /** What the signature states about the archive. */
  readonly about: ArchiveAbout;
  /** The archive's file name without its extension. It identifies no person. */
  readonly name: string;
  /** The instant at which the search ended, in microseconds. */
  readonly madeAt: number;
  /** The number of records in the archive. */
  readonly records: number;
  /** The estimated size of the archive in bytes, before compression. */
  readonly bytes: number;
  readonly entries: AsyncIterable<ArchiveEntry>;
};

/** Converts pieces of text to bytes. */
export async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) yield Buffer.from(piece, 'utf8');
}
