import { expect, test } from 'vitest';
import { variables } from '#shared/categories/variables.ts';
import { requireOwnExpiry } from '#shared/records/own-expiry.ts';
import { createTestFixture, testStart } from '#shared/records/testing/create-test-context.ts';
import { openDevice } from './open-device.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const startMs = testStart / 1_000;

/**
 * Touches a variable at Mayfly. The simulated server checks the new expiry as Mayfly does. Returns
 * the accepted expiries, in days from the present time of the device.
 */
async function touch(aheadMs: number, retentionDays: number, expiresMs = startMs + dayMs / 2) {
  const ctx = createTestFixture().contextOf('acme');
  const settings = {
    ...ctx.settings,
    categories: { variables: { destination: 'server', retentionDays } },
  } as const;
  const stored = { experience_id: 'e', name: 'baum', value: 1, created_at: '' };
  const sent: number[] = [];
  const answer = (body: object) => new Response(JSON.stringify(body));
  const fetch = async (
    url: URL,
    init: { readonly method?: string; readonly body?: string } = {},
  ) => {
    if (String(url).includes('/public/'))
      return answer({ variables: { destination: 'server', retention_days: retentionDays } });
    const present = { ...stored, expires_at: new Date(expiresMs).toISOString() };
    if (init.method === 'GET') return answer({ items: [present], next_cursor: null });
    const ms = Date.parse(JSON.parse(init.body ?? '').expires_at);
    const own = { fields: {}, expiresAt: ms * 1_000, expiryPointer: '/expires_at' };
    try {
      requireOwnExpiry({ ...ctx, settings }, variables, own);
    } catch {
      return new Response('{}', { status: 422 });
    }
    sent.push(ms);
    return answer(present);
  };
  const device = openDevice({
    baseUrl: 'https://api.example.org',
    tenant: 'acme',
    experience: 'e',
    basis: 'strictly_necessary',
    token: async () => 'mfd_x',
    fetch: fetch as typeof globalThis.fetch,
    now: () => startMs + aheadMs,
  });
  expect(await device.touch('baum')).toBe(true);
  return sent.map((ms) => (ms - startMs - aheadMs) / dayMs);
}

test.each([
  [0, 60, 59],
  [23 * 60, 60, 59],
  [0, 1, 0.9],
  [2 * 60, 1, 0.9],
])(
  'touch sets a new expiry at Mayfly, also if the clock of the device is %i minutes ahead',
  async (minutes, retentionDays, days) => {
    expect(await touch(minutes * minuteMs, retentionDays)).toEqual([days]);
  },
);

test('touch never makes the expiry of a variable at Mayfly earlier', async () => {
  expect(await touch(0, 60, startMs + 60 * dayMs)).toEqual([]);
});
