import type { Instant } from '#shared/base/time/instant.ts';
import type { LiveRule } from '#shared/store/live.ts';

/**
 * The rule for erasures that may be shown: those that have not expired. Fences and retentions of a
 * tenant do not affect them.
 */
export function ofErasures({ now }: { readonly now: () => Instant }): LiveRule {
  return { now: now(), later: [] };
}
