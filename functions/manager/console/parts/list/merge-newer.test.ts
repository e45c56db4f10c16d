import { expect, it } from 'vitest';
import { dropExpired, mergeNewer } from './merge-newer.ts';

const record = (id: string, expires_at = '2026-03-08T10:00:00.000Z') => ({ id, expires_at });

it('new records come first, and each record is kept once', () => {
  const merged = mergeNewer([record('b'), record('a')], [record('c'), record('b')]);
  expect(merged.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

it('the same array is returned while nothing has expired', () => {
  const items = [record('b'), record('a')];
  expect(dropExpired(items, new Date('2026-03-08T09:59:59.999Z'))).toBe(items);
});

it('a record is dropped at the instant of its expiry', () => {
  const items = [record('b', '2026-03-09T10:00:00.000Z'), record('a')];
  const left = dropExpired(items, new Date('2026-03-08T10:00:00.000Z'));
  expect(left.map(({ id }) => id)).toEqual(['b']);
});
