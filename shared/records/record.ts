import type { Instant } from '../time/instant.ts';

export type Fields = { readonly [field: string]: unknown };

/** A record in clear, as verbs hand it about. */
export type ClearRecord = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly fields: Fields;
};
