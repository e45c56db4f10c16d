import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredFile } from './files/stored-file.ts';

export type Fields = { readonly [field: string]: unknown };

/** A record in clear, as verbs hand it about. */
export type ClearRecord = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** What its retention counts from: its creation, the last interaction, or when its own expiry was said. */
  readonly basisAt: Instant;
  readonly fields: Fields;
  /** Where the content lies of a record whose fields describe a file; not shown to callers. */
  readonly file?: StoredFile;
  /** What the category keeps apart from them; it goes along with every rewriting and is not rendered. */
  readonly apart?: Fields;
};
