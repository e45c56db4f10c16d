import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Instant,
  microsPerDay,
  microsPerMilli,
  microsPerSecond,
} from '#shared/base/time/instant.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { countLive, isLongGone, shortenedTo } from './live-tally.ts';
import { packTally, unpackTally } from './pack-tally.ts';
import { momentsMax, type Tally, tellsOf, withMessages, withoutMessage } from './tally.ts';

const start = Date.UTC(2026, 0, 15, 12) * microsPerMilli;

function messageAt(createdAt: Instant, days = 7): ClearRecord {
  const millis = Math.floor(createdAt / microsPerMilli) * microsPerMilli;
  const expiresAt = millis + days * microsPerDay;
  return { id: 'm', createdAt, basisAt: createdAt, expiresAt, fields: {} };
}

const at = (now: Instant, ...later: Instant[]) => ({
  now,
  later: later.map((than) => ({ field: 'created_at', than })),
});

/**
 * Makes a tally of a number of messages. By default each message comes half a minute after the
 * previous message.
 */
function talkOf(count: number, gap = 30 * microsPerSecond): Tally {
  let tally: Tally = [];
  for (let index = 0; index < count; index += 1)
    tally = withMessages(tally, [messageAt(start + index * gap)]);
  return tally;
}

const instants = fc
  .array(fc.nat({ max: 12 * 86_400_000 }), { minLength: 1, maxLength: 60 })
  .map((millis) => millis.map((each) => start + each * microsPerMilli));

test('a tally counts exactly the live messages and gives the time of the first live message, for any order of arrival', () => {
  const tellsLive = (
    created: readonly Instant[],
    days: readonly number[],
    now: Instant,
    fence: Instant,
  ) => {
    const messages = created.map((each, index) => messageAt(each, days[index % days.length]));
    const packed = packTally(messages.reduce<Tally>((all, each) => withMessages(all, [each]), []));
    const live = messages.filter(
      ({ createdAt, expiresAt }) => expiresAt > now && createdAt > fence,
    );
    const first = Math.min(...live.map(({ createdAt }) => createdAt));
    expect(countLive(unpackTally(packed), at(now, fence))).toEqual(
      live.length === 0 ? undefined : { messages: live.length, firstAt: first },
    );
  };
  const days = fc.array(fc.constantFrom(1, 7, 30), { minLength: 1, maxLength: 3 });
  const when = fc.nat({ max: 45 * 86_400_000 }).map((millis) => start + millis * microsPerMilli);
  fc.assert(fc.property(instants, days, when, when, tellsLive));
});

test('a tally is the same after packing and unpacking', () => {
  const moments = fc.array(
    fc.record({ gap: fc.nat({ max: 1e12 }), lasts: fc.nat(), count: fc.nat(), days: fc.nat(400) }),
  );
  const survives = (
    drawn: readonly { gap: number; lasts: number; count: number; days: number }[],
  ) => {
    let from = 0;
    const tally = drawn.map(({ gap, lasts, count, days }) => {
      from += gap;
      return { from, to: from + lasts, count, days };
    });
    expect(unpackTally(packTally(tally))).toEqual(tally);
  };
  fc.assert(fc.property(moments, survives));
});

test('messages of the same millisecond are one moment, for example the messages of a batch', () => {
  const batch = Array.from({ length: 500 }, (_, index) => messageAt(start + index));
  const tally = withMessages([], batch);
  expect(tally).toHaveLength(1);
  expect(countLive(tally, at(start))).toEqual({ messages: 500, firstAt: start });
});

describe('a message that is deleted by hand', () => {
  test('is no longer counted, and the other messages are still counted', () => {
    const tally = talkOf(3);
    const second = { createdAt: start + 30 * microsPerSecond };
    const left = withoutMessage(tally, second);
    expect(countLive(left, at(start))?.messages).toBe(2);
    expect([tellsOf(tally, second), tellsOf(left, second)]).toEqual([true, false]);
    expect(countLive(withoutMessage(left, { createdAt: start }), at(start))).toEqual({
      messages: 1,
      firstAt: start + 60 * microsPerSecond,
    });
  });

  test('does not change the count of other messages of the same millisecond', () => {
    const tally = withMessages([], [messageAt(start), messageAt(start + 1)]);
    const left = withoutMessage(tally, { createdAt: start });
    expect(countLive(left, at(start))?.messages).toBe(1);
    expect(tellsOf(left, { createdAt: start + 1 })).toBe(true);
  });
});

describe('a conversation with very many messages', () => {
  const gap = 30 * microsPerSecond;
  const count = 20_000;
  const tally = talkOf(count, gap);

  test('has a tally of at most 4 kB, which counts all messages', () => {
    expect(tally.length).toBeLessThanOrEqual(momentsMax);
    expect(packTally(tally).length).toBeLessThan(4_096);
    expect(countLive(tally, at(start))).toEqual({ messages: count, firstAt: start });
  });

  test('is counted with an error of at most two percent of all its messages while they expire, and without error when fewer than 250 are live', () => {
    for (const gone of [1, 777, 5_000, 12_345, 19_000, 19_751, 19_999]) {
      const now = start + 7 * microsPerDay + (gone - 1) * gap;
      const { messages = 0, firstAt = 0 } = countLive(tally, at(now)) ?? {};
      const live = count - gone;
      expect(Math.abs(messages - live)).toBeLessThanOrEqual(live < 250 ? 0 : 0.02 * count);
      expect(firstAt).toBeLessThanOrEqual(start + gone * gap);
    }
    expect(countLive(tally, at(start + 7 * microsPerDay + count * gap))).toBeUndefined();
  });
});

test('a shorter retention applies to messages from before the tenant chose it, and not to later messages', () => {
  const tally = withMessages([], [messageAt(start, 30), messageAt(start + microsPerDay, 30)]);
  const chosen = [{ category: 'chat_messages', upTo: start, days: 7 }];
  expect(shortenedTo(tally, Infinity, chosen).map(({ days }) => days)).toEqual([7, 30]);
  expect(shortenedTo(tally, 5).map(({ days }) => days)).toEqual([5, 5]);
});

test('a moment is dropped one hour after its expiry, because clocks never differ by an hour or more', () => {
  const [moment] = withMessages([], [messageAt(start)]);
  if (moment === undefined) throw new Error('no moment');
  const expiry = start + 7 * microsPerDay;
  expect(isLongGone(moment, expiry + 3_599 * microsPerSecond)).toBe(false);
  expect(isLongGone(moment, expiry + 3_600 * microsPerSecond)).toBe(true);
});
