import { expect, onTestFinished, test } from 'vitest';
import { variables } from '#shared/categories/variables.ts';
import { requireOwnExpiry } from '#shared/records/own-expiry.ts';
import { createTestFixture, testStart } from '#shared/records/testing/create-test-context.ts';
import { type Device, openDevice } from './open-device.ts';

type Fetch = typeof globalThis.fetch;
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
    fetch: fetch as Fetch,
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

/** An answer that has the members of every answer of Mayfly to the device module. */
const anyAnswer = {
  variables: { destination: 'server', retention_days: 60 },
  items: [{ experience_id: 'e', name: 'baum', value: 1, created_at: '', expires_at: '2026-01-01' }],
  next_cursor: null,
  expires_at: '2026-01-01',
  deleted: 1,
  has_more: false,
};

/**
 * Opens a device whose variables are stored at Mayfly. The person has consented. `sent` gets the
 * method of each request with a token.
 */
function openConsented(options: {
  readonly onToken?: (device: Device) => void;
  readonly onRequest?: (device: Device) => void;
  readonly body?: string;
}) {
  const { onToken, onRequest, body } = options;
  const sent: string[] = [];
  const fetch = async (url: URL, init: { readonly method?: string } = {}) => {
    if (String(url).includes('/public/')) return Response.json(anyAnswer);
    sent.push(init.method ?? '');
    onRequest?.(device);
    return body === undefined ? Response.json(anyAnswer) : new Response(body);
  };
  const device = openDevice({
    baseUrl: 'https://api.example.org',
    tenant: 'acme',
    experience: 'e',
    basis: 'consent',
    token: async () => {
      onToken?.(device);
      return 'mfd_x';
    },
    fetch: fetch as Fetch,
  });
  onTestFinished(device.close);
  device.consent(true);
  return { device, sent };
}

const withdraw = (device: Device) => device.consent(false);
const missing = { name: 'DeviceError', code: 'consent-missing' };

test('if the person withdraws the consent while the page gets a token, the module sends nothing except deletions', async () => {
  const { device, sent } = openConsented({ onToken: withdraw });
  const again = () => device.consent(true);
  await expect(device.set('baum', 1)).rejects.toMatchObject(missing);
  again();
  await expect(device.touch('baum')).rejects.toMatchObject(missing);
  again();
  await expect(device.transfer('crm', [])).rejects.toMatchObject(missing);
  again();
  expect(await device.get('baum')).toBeUndefined();
  again();
  expect(await device.export()).toEqual([]);
  expect(sent).toEqual([]);
  await device.remove('baum');
  expect(await device.forget()).toBe(1);
  expect(sent).toEqual(['DELETE', 'DELETE']);
});

test('if the person withdraws the consent while the module reads from Mayfly, the module returns no value and sends no value', async () => {
  const { device, sent } = openConsented({ onRequest: withdraw });
  expect(await device.get('baum')).toBeUndefined();
  device.consent(true);
  expect(await device.export()).toEqual([]);
  device.consent(true);
  await expect(device.touch('baum')).rejects.toMatchObject(missing);
  device.consent(true);
  await expect(device.transfer('crm', ['baum'])).rejects.toMatchObject(missing);
  expect(new Set(sent)).toEqual(new Set(['GET']));
});

test('if the body of an answer breaks off, the error is a DeviceError', async () => {
  const { device } = openConsented({ body: '{"items":[' });
  const broken = { name: 'DeviceError', code: 'server-unavailable' };
  await expect(device.get('baum')).rejects.toMatchObject(broken);
  await expect(device.set('baum', 1)).rejects.toMatchObject(broken);
  await expect(device.forget()).rejects.toMatchObject(broken);
});
