import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredFile } from './files/stored-file.ts';

export type Fields = { readonly [field: string]: unknown };

/** A record in clear, as verbs pass it on. */
export type ClearRecord = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /**
   * The instant its retention counts from: its creation, its last interaction, or when its own
   * expiry was set.
   */
  readonly basisAt: Instant;
  readonly fields: Fields;
  /** Where the content of the file lies, if the fields describe one; not shown to callers. */
  readonly file?: StoredFile;
  /**
   * What the category keeps apart from the fields. Every rewrite keeps it, and it is not rendered.
   */
  readonly apart?: Fields;
  /** The entity tag of the state that this is; absent where it is not stored, or was changed since it was read. */
  readonly tag?: string;
};
