import { describe, expect, test } from 'vitest';
import { decodeEntry, type Entry, encodeEntry, liveEntry } from './entry.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 29, 9);
const entry: Entry = { value: { name: 'Akelei' }, countedFrom: now, expiresAt: now + 60 * day };

test('an entry is read as it was written', () => {
  expect(decodeEntry(encodeEntry(entry))).toEqual(entry);
});

test.each(['', 'Akelei', 'null', '[]', '{"v":1}', '{"v":1,"c":"x","e":2}', '{"c":1,"e":2}'])(
  'the text «%s», which another program may have stored, is not an entry',
  (text) => {
    expect(decodeEntry(text)).toBeUndefined();
  },
);

describe('an entry', () => {
  test('is live until the instant of its expiry', () => {
    expect(liveEntry(entry, entry.expiresAt - 1, 60)).toEqual(entry);
    expect(liveEntry(entry, entry.expiresAt, 60)).toBeUndefined();
  });

  test('expires earlier if the tenant has shortened the retention', () => {
    expect(liveEntry(entry, now + 10 * day - 1, 10)?.expiresAt).toBe(now + 10 * day);
    expect(liveEntry(entry, now + 10 * day, 10)).toBeUndefined();
  });

  test('keeps its own expiry if that is earlier than the end of the retention', () => {
    const short = { ...entry, expiresAt: now + day };
    expect(liveEntry(short, now + day, 60)).toBeUndefined();
  });

  test('lives for at most the retention, counted from now, if the clock was set back', () => {
    const before = now - 400 * day;
    expect(liveEntry(entry, before, 60)?.expiresAt).toBe(before + 60 * day);
  });
});
