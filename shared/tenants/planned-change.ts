import type { Fence, Shortening } from '#shared/settings/settings.ts';
import type { Rewritten } from './rules-broken.ts';

/** The effect of a profile change on one category. */
export type PlannedChange = Rewritten & {
  /** Existing records are deleted at once. */
  readonly fence: Fence | undefined;
  /** Existing records expire after fewer days than they were stored for. */
  readonly shortening: Shortening | undefined;
};
