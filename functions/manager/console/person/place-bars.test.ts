import { expect, test } from 'vitest';
import { barsMax, placeBars, spanOf, ticksOf } from './place-bars.ts';

const record = (category: string, created: string, expires: string, collection = category) => ({
  category,
  collection,
  created_at: `${created}T10:00:00.000Z`,
  expires_at: `${expires}T10:00:00.000Z`,
  stays: false,
});
const day = 24 * 3_600_000;

test('records that were stored on the same day and expire on the same day share a bar; the bar that expires first is on top', () => {
  const lanes = placeBars(
    [
      record('chat', '2026-03-02', '2026-03-09'),
      record('chat', '2026-03-01', '2026-03-08'),
      record('customers', '2026-03-01', '2026-08-28'),
      record('chat', '2026-03-02', '2026-03-09'),
    ],
    ['chat', 'customers', 'nlu'],
  );
  expect(lanes.map(({ category, count }) => [category, count])).toEqual([
    ['chat', 3],
    ['customers', 1],
  ]);
  expect(lanes[0]?.bars.map(({ records }) => records.length)).toEqual([1, 2]);
});

test('restricted records have a separate bar, and records that an erasure would keep have another one', () => {
  const plain = record('chat', '2026-03-01', '2026-03-08');
  const restricted = record('chat', '2026-03-01', '2026-03-08', 'chat_restricted');
  const [lane] = placeBars([plain, restricted, { ...restricted, stays: true }], ['chat']);
  expect(lane?.bars).toHaveLength(3);
});

test('a lane with too many bars states how many of its records are not drawn', () => {
  const many = Array.from({ length: barsMax + 3 }, (_, at) =>
    record('chat', '2026-01-01', new Date(Date.UTC(2026, 1, 1 + at)).toISOString().slice(0, 10)),
  );
  const [lane] = placeBars([...many, ...many], ['chat']);
  expect([lane?.bars.length, lane?.left, lane?.count]).toEqual([barsMax, 6, 2 * (barsMax + 3)]);
});

test('an axis covers all bars and the present', () => {
  const lanes = placeBars([record('chat', '2026-03-01', '2026-03-08')], ['chat']);
  const now = Date.parse('2026-03-10T10:00:00.000Z');
  expect(spanOf(lanes, now)).toEqual({ from: now - 9 * day, until: now });
  expect(spanOf([], now)).toEqual({ from: now, until: now + 3_600_000 });
});

test.each([
  [7, 6],
  [30, 6],
  [180, 4],
  [400, 6],
])('over %i days an axis has at most %i ticks, and one of them is the present', (days, most) => {
  const now = 1_000 * day;
  const ticks = ticksOf({ from: now - 2 * day, until: now + (days - 2) * day }, now, most);
  expect(ticks.length).toBeLessThanOrEqual(most);
  expect(ticks.length).toBeGreaterThan(1);
  expect(ticks).toContain(now);
});
