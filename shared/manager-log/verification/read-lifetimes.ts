import type { Instant } from '#shared/base/time/instant.ts';
import { shortenedExpiry } from '#shared/settings/retention.ts';
import type { Store } from '#shared/store/store.ts';
import { managerLogCuts } from '../collections.ts';
import { allOf } from '../read-log.ts';

/** A shortened retention: entries up to an instant go so many days after their creation, or at that instant. */
export type Cut = { readonly upTo: Instant; readonly days: number };

/** How an entry was created, and when it was to expire as it was written. */
export type Span = { readonly createdAt: Instant; readonly dueAt: Instant };

/** When entries of a tenant may be gone. */
export type Lifetimes = {
  readonly cuts: readonly Cut[];
  /** Whether an entry may be gone by now. */
  readonly mayBeGone: (span: Span) => boolean;
  /** Whether an entry may have that expiry. */
  readonly mayExpireAt: (span: Span, expiresAt: Instant) => boolean;
};

/** Reads what a tenant has decided about the retention of its log. */
export async function readLifetimes(
  store: Store,
  tenant: string,
  now: Instant,
): Promise<Lifetimes> {
  const orderBy = [{ field: 'days', direction: 'asc' }] as const;
  const cuts: Cut[] = [];
  for await (const { data } of allOf(store, {
    collection: managerLogCuts.id,
    tenant,
    where: [],
    orderBy,
  }))
    cuts.push({ upTo: data['up_to'] as Instant, days: data['days'] as number });
  const expiriesOf = (span: Span) => [
    span.dueAt,
    ...cuts
      .filter(({ upTo }) => span.createdAt <= upTo)
      .map((cut) => shortenedExpiry(span.createdAt, cut)),
  ];
  return {
    cuts,
    mayBeGone: (span) => expiriesOf(span).some((expiry) => expiry <= now),
    mayExpireAt: (span, expiresAt) => expiriesOf(span).includes(expiresAt),
  };
}
