import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredFile } from './files/stored-file.ts';

export type Fields = { readonly [field: string]: unknown };

/** A decrypted record, in the form that verbs use. */
export type ClearRecord = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /**
   * The instant from which its retention is calculated: its creation, its last interaction, or the
   * last change of its own expiry.
   */
  readonly basisAt: Instant;
  readonly fields: Fields;
  /** The place of the file's content, if the record has a file. It is not shown to callers. */
  readonly file?: StoredFile;
  /**
   * Values that the category stores in addition to its fields. Every rewrite keeps them. The
   * generic reads, lists and CSV do not show them.
   */
  readonly apart?: Fields;
  /**
   * The entity tag of this state. Undefined if the state is not stored, or was changed after it was
   * read.
   */
  readonly tag?: string;
};
