import type { Instant } from '#shared/base/time/instant.ts';
import type { LiveRule } from '#shared/store/live.ts';

/**
 * The rule that decides which erasures may be shown. It hides only expired erasures. A tenant's
 * fences and retentions do not affect erasures.
 */
export function ofErasures({ now }: { readonly now: () => Instant }): LiveRule {
  return { now: now(), later: [] };
}
