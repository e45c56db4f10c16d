import { expect, it } from 'vitest';
import { isAddressAtRisk } from './address-warning.ts';

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
