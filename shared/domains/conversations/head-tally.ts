import type { Instant } from '#shared/base/time/instant.ts';
import { microsPerMilli } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Context } from '#shared/records/context.ts';
import type { DocumentData } from '#shared/store/store.ts';
import { isLongGone, shortenedTo } from './live-tally.ts';
import { unpackTally } from './pack-tally.ts';
import { daysKept, millisOf, type Tally } from './tally.ts';

/** What a head says of its messages. A shortened retention has moved the head's expiry, and holds for all of them. */
export function tallyOf(head: DocumentData): Tally {
  const lastAt = head['last_at'] as Instant;
  const kept = daysKept(lastAt, head['expires_at'] as Instant);
  const packed = head['tally'] as Uint8Array | undefined;
  if (packed !== undefined) return shortenedTo(unpackTally(packed), kept);
  // Heads of earlier days say how many there were, and since when.
  const [firstAt, count] = [head['first_at'] as Instant, head['messages'] as number];
  return [{ from: millisOf(firstAt), to: millisOf(lastAt), count, days: kept }];
}

/**
 * The tally of a head that further messages are added to. What has been decided meanwhile is written into it, because
 * decisions are forgotten once they are carried out; what expired a while ago, by any clock, is left out.
 */
export function freshTally({ now, settings }: Context, head: DocumentData): Tally {
  const isOfMessages = ({ category }: { readonly category: string }) =>
    category === chatMessages.id;
  const fences = settings.fences.filter(isOfMessages);
  const tally = shortenedTo(tallyOf(head), Infinity, settings.shortenings.filter(isOfMessages));
  return tally.filter(
    (moment) =>
      !isLongGone(moment, now()) && !fences.some(({ upTo }) => moment.to * microsPerMilli <= upTo),
  );
}
