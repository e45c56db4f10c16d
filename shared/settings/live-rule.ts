import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { LiveRule } from '#shared/store/live.ts';
import type { WithSettings } from './settings.ts';

/** A collection as far as fences and shortened retentions reach it. */
export type ReachedCollection = Pick<Collection, 'category' | 'reachedBy'>;

/**
 * Which documents of a category's collection are live for a tenant now. A fence hides what was created up to
 * it. A shortened retention hides what counts from `days` ago or earlier, of that which counted when it was
 * chosen; later records carry the shorter expiry themselves.
 */
export function liveRuleOf(
  ctx: WithSettings & { readonly now: () => Instant },
  collection: ReachedCollection,
): LiveRule {
  const now = ctx.now();
  const { category, reachedBy } = collection;
  if (reachedBy === null) return { now, later: [] };
  const { fences, shortenings } = ctx.settings;
  const fence = latest(fences.filter((each) => each.category === category).map(({ upTo }) => upTo));
  const shortened = latest(
    shortenings
      .filter((each) => each.category === category)
      .map(({ upTo, days }) => Math.min(upTo, now - days * microsPerDay)),
  );
  const later = [
    ...(fence === undefined ? [] : [{ field: reachedBy.fence, than: fence }]),
    ...(shortened === undefined ? [] : [{ field: reachedBy.basis, than: shortened }]),
  ];
  return { now, later };
}

function latest(instants: readonly Instant[]): Instant | undefined {
  return instants.length === 0 ? undefined : Math.max(...instants);
}
