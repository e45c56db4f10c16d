import { expect, it } from 'vitest';
import { findAtRisk, isAddressAtRisk } from './address-warning.ts';

const now = new Date('2026-03-01T12:00:00Z');
const [soon, later] = ['2026-03-15T11:59:59Z', '2026-03-15T12:00:00Z'];

it('a parcel that was not sent gets a warning if its address expires within 14 days', () => {
  for (const shipping of ['open', 'packed', undefined] as const) {
    const state = shipping === undefined ? {} : { shipping };
    expect(isAddressAtRisk({ ...state, expires_at: soon }, now)).toBe(true);
    expect(isAddressAtRisk({ ...state, expires_at: later }, now)).toBe(false);
  }
  expect(isAddressAtRisk({ shipping: 'sent', expires_at: soon }, now)).toBe(false);
});

const dayMs = 24 * 3_600_000;
const signal = new AbortController().signal;

type Parcel = Awaited<ReturnType<Parameters<typeof findAtRisk>[0]['list']>>['items'][number];
type Asked = { limit?: number; shipping?: string; created_before?: string };

/** Lists parcels as the API does: with its filters, the newest first, at most `limit`. */
function listOf(parcels: readonly Parcel[]) {
  const asked: Asked[] = [];
  const list = async (query: Asked = {}) => {
    asked.push(query);
    const { limit = 50, shipping, created_before: before = '9' } = query;
    const found = parcels
      .filter((each) => each.created_at < before)
      .filter((each) => shipping === undefined || each.shipping === shipping)
      .toSorted((one, other) => (one.created_at < other.created_at ? 1 : -1));
    return {
      items: found.slice(0, limit),
      next_cursor: found.length > limit ? 'next' : null,
      newest_cursor: null,
    };
  };
  return { asked, list };
}

/** A parcel that was redeemed `ageDays` days ago. The tenant keeps its address for `days` days. */
function parcelOf(id: string, ageDays: number, shipping: Parcel['shipping'], days = 60) {
  const created = now.getTime() - ageDays * dayMs;
  return {
    id,
    created_at: new Date(created).toISOString(),
    expires_at: new Date(created + days * dayMs).toISOString(),
    shipping,
  } as Parcel;
}

it('the oldest unsent parcels are found, although many newer parcels come before them', async () => {
  const newer = Array.from({ length: 1_000 }, (_, at) => parcelOf(`n${at}`, at / 100, 'open'));
  const old = [parcelOf('o', 50, 'open'), parcelOf('p', 59, 'packed'), parcelOf('s', 55, 'sent')];
  const { asked, list } = listOf([...newer, ...old]);
  expect(await findAtRisk({ list }, now, { signal })).toEqual({ ids: ['o', 'p'], isMore: false });
  expect(asked).toHaveLength(3);
});

it('with a shorter retention, younger parcels are at risk', async () => {
  const parcels = [parcelOf('new', 1, 'open', 20), parcelOf('old', 7, 'open', 20)];
  const { ids } = await findAtRisk(listOf(parcels), now, { signal });
  expect(ids).toEqual(['old']);
  const brief = listOf([parcelOf('new', 1, 'open', 10)]);
  expect(await findAtRisk(brief, now, { signal })).toEqual({ ids: ['new'], isMore: false });
});

it('if more parcels are at risk than one page contains, the result says that there are more', async () => {
  const parcels = Array.from({ length: 201 }, (_, at) => parcelOf(`o${at}`, 50, 'open'));
  const { ids, isMore } = await findAtRisk(listOf(parcels), now, { signal });
  expect([ids.length, isMore]).toEqual([200, true]);
});

it('without redemptions no parcel is at risk', async () => {
  const { asked, list } = listOf([]);
  expect(await findAtRisk({ list }, now, { signal })).toEqual({ ids: [], isMore: false });
  expect(asked).toEqual([{ limit: 1 }]);
});
