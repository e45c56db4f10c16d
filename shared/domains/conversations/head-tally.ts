import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '#shared/base/time/instant.ts';
import { microsPerMilli } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { fencesOn } from '#shared/settings/live-rule.ts';
import type { DocumentData } from '#shared/store/store.ts';
import { isLongGone, livePart, shortenedTo } from './live-tally.ts';
import { unpackTally } from './pack-tally.ts';
import { daysKept, millisOf, type Tally } from './tally.ts';

/**
 * The counts of a head's messages. A shortened retention has moved the head's expiry, and applies
 * to all its messages.
 */
export function tallyOf(head: DocumentData): Tally {
  const lastAt = head['last_at'] as Instant;
  const kept = daysKept(lastAt, head['expires_at'] as Instant);
  const packed = head['tally'] as Uint8Array | undefined;
  if (packed !== undefined) return shortenedTo(unpackTally(packed), kept);
  // Heads from the time before tallies contain the number of messages and the first instant.
  const [firstAt, count] = [head['first_at'] as Instant, head['messages'] as number];
  return [{ from: millisOf(firstAt), to: millisOf(lastAt), count, days: kept }];
}

/**
 * The tally without messages up to an instant; undefined when it counts none of them. A head may
 * count such messages if its writer did not know about an erasure.
 */
export function tallyAfter(head: DocumentData, upTo: Instant): Tally | undefined {
  const tally = tallyOf(head);
  const rule = { now: 0, later: [{ field: 'created_at', than: upTo }] };
  const later = tally.flatMap((moment) => livePart(moment, rule) ?? []);
  return isDeepStrictEqual(later, tally) ? undefined : later;
}

/**
 * The tally of a head before further messages are added to it. Fences and shortened retentions are
 * applied now, because the settings forget them when they have been carried out. Messages that
 * expired long ago by every clock are removed.
 */
export function freshTally({ now, settings }: Context, head: DocumentData): Tally {
  const isOfMessages = ({ category }: { readonly category: string }) =>
    category === chatMessages.id;
  const fences = fencesOn(settings, chatMessages.id, now());
  const tally = shortenedTo(tallyOf(head), Infinity, settings.shortenings.filter(isOfMessages));
  return tally.filter(
    (moment) =>
      !isLongGone(moment, now()) && !fences.some(({ upTo }) => moment.to * microsPerMilli <= upTo),
  );
}
