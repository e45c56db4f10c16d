import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredFile } from './files/stored-file.ts';

export type Fields = { readonly [field: string]: unknown };

/** A decrypted record, in the form that verbs use. */
export type ClearRecord = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /**
   * The instant from which the retention is calculated: the creation of the record, its last
   * interaction, or the last change of an expiry that the caller chose.
   */
  readonly basisAt: Instant;
  readonly fields: Fields;
  /**
   * The id of the record's file and the number of the file's chunks, if the record has a file.
   * Callers do not see these two values.
   */
  readonly file?: StoredFile;
  /**
   * Values that the category stores in addition to its fields. These values stay when the record is
   * written again. The generic reads, lists and CSV exports do not show them.
   */
  readonly apart?: Fields;
  /**
   * The entity tag of the stored record. Undefined for a record that is not stored yet, and for
   * records of a list. If a verb changes the record in memory, the tag stays the old one until the
   * record is written.
   */
  readonly tag?: string;
};
