import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredFile } from './files/stored-file.ts';

export type Fields = { readonly [field: string]: unknown };

/** A decrypted record, as verbs use it. */
export type ClearRecord = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /**
   * The instant from which its retention counts: its creation, its last interaction, or the setting
   * of its own expiry.
   */
  readonly basisAt: Instant;
  readonly fields: Fields;
  /** The place of the file's content, if the fields describe one; not shown to callers. */
  readonly file?: StoredFile;
  /**
   * The category's own values beside the fields. Every rewrite keeps them, and no answer shows
   * them.
   */
  readonly apart?: Fields;
  /**
   * The entity tag of this state; undefined if the state is not stored, or was changed after
   * reading.
   */
  readonly tag?: string;
};
