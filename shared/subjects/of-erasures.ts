import type { Instant } from '#shared/base/time/instant.ts';
import type { LiveRule } from '#shared/store/live.ts';

/**
 * The erasures that are shown: those that have not expired. No fence or retention of a tenant
 * affects them.
 */
export function ofErasures({ now }: { readonly now: () => Instant }): LiveRule {
  return { now: now(), later: [] };
}
