import { expect, onTestFinished, test } from 'vitest';
import { type Device, openDevice } from './open-device.ts';

type Fetch = typeof globalThis.fetch;
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
 * method of each request with a token, and `bodies` gets the bodies of these requests.
 */
function openConsented(options: {
  readonly onToken?: (device: Device) => void;
  readonly onRequest?: (device: Device) => void;
  readonly body?: string;
  readonly status?: number;
}) {
  const { onToken, onRequest, body, status = 200 } = options;
  const sent: string[] = [];
  const bodies: string[] = [];
  const fetch = async (
    url: URL,
    init: { readonly method?: string; readonly body?: string } = {},
  ) => {
    if (String(url).includes('/public/')) return Response.json(anyAnswer);
    sent.push(init.method ?? '');
    if (init.body !== undefined) bodies.push(init.body);
    onRequest?.(device);
    return body === undefined ? Response.json(anyAnswer, { status }) : new Response(body);
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
  return { device, sent, bodies };
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
  await expect(device.transfer('crm', ['baum'])).rejects.toMatchObject(missing);
  expect(new Set(sent)).toEqual(new Set(['GET']));
});

test('touch neither reads nor sends the value of a variable at Mayfly, so it cannot store an older value or a deleted variable again', async () => {
  const { device, sent, bodies } = openConsented({});
  expect(await device.touch('baum')).toBe(true);
  expect(sent).toEqual(['PATCH']);
  expect(bodies.map((body) => JSON.parse(body))).toEqual([{ experience_id: 'e', name: 'baum' }]);
});

test('touch returns false if Mayfly has no such variable; after another error it throws a DeviceError', async () => {
  const answered = (status: number) => openConsented({ status }).device.touch('baum');
  expect(await answered(404)).toBe(false);
  await expect(answered(405)).rejects.toMatchObject({ code: 'server-unavailable' });
  await expect(answered(401)).rejects.toMatchObject({ code: 'token-refused' });
});

test('if the body of an answer breaks off, the error is a DeviceError', async () => {
  const { device } = openConsented({ body: '{"items":[' });
  const broken = { name: 'DeviceError', code: 'server-unavailable' };
  await expect(device.get('baum')).rejects.toMatchObject(broken);
  await expect(device.set('baum', 1)).rejects.toMatchObject(broken);
  await expect(device.touch('baum')).rejects.toMatchObject(broken);
  await expect(device.forget()).rejects.toMatchObject(broken);
});
