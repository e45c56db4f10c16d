import type { Fence, Shortening } from '#shared/settings/settings.ts';
import type { Rewritten } from './rules-broken.ts';

/** The effect of a profile change on one category. */
export type PlannedChange = Rewritten & {
  /** If defined, existing records are deleted soon after the change takes effect. */
  readonly fence: Fence | undefined;
  /** If defined, existing records expire after fewer days than before. */
  readonly shortening: Shortening | undefined;
};
