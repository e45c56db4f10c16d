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
 * Returns the tally of a head: the counts of its messages by time. If a shortened retention has
 * made the head's expiry earlier, this retention applies to all messages in the tally.
 */
export function tallyOf(head: DocumentData): Tally {
  const lastAt = head['last_at'] as Instant;
  const kept = daysKept(lastAt, head['expires_at'] as Instant);
  const packed = head['tally'] as Uint8Array | undefined;
  if (packed !== undefined) return shortenedTo(unpackTally(packed), kept);
  // A head that was stored before tallies existed contains only the number of messages and the time
  // of the first message.
  const [firstAt, count] = [head['first_at'] as Instant, head['messages'] as number];
  return [{ from: millisOf(firstAt), to: millisOf(lastAt), count, days: kept }];
}

/**
 * Returns the tally without the messages that were created up to an instant. Returns undefined if
 * the head counts no such message. A head can count messages that a fence hides. This happens if a
 * process wrote the head before it knew the fence.
 */
export function tallyAfter(head: DocumentData, upTo: Instant): Tally | undefined {
  const tally = tallyOf(head);
  const rule = { now: 0, later: [{ field: 'created_at', than: upTo }] };
  const later = tally.flatMap((moment) => livePart(moment, rule) ?? []);
  return isDeepStrictEqual(later, tally) ? undefined : later;
}

/**
 * Prepares the tally of a head for new messages. It applies the fences and the shortened retentions
 * now, because a sweep later removes them from the settings. It omits messages that have expired
 * even for the process with the slowest clock.
 */
export function freshTally({ now, settings }: Context, head: DocumentData): Tally {
  const at = now();
  const fences = fencesOn(settings, chatMessages.id, at);
  const hiddenUpTo = Math.max(-Infinity, ...fences.map(({ upTo }) => upTo));
  const shortenings = settings.shortenings.filter(({ category }) => category === chatMessages.id);
  const tally = shortenedTo(tallyOf(head), Infinity, shortenings);
  return tally.filter(
    (moment) => moment.to * microsPerMilli > hiddenUpTo && !isLongGone(moment, at),
  );
}
