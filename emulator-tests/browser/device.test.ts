import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { DeviceOptions, ExportedVariable } from '../../shared/device/open-device.ts';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { consent, get, type OnPage, openDeviceSite, set, stored } from './device-site.ts';
import { openBrowser } from './open-browser.ts';
import { walkWidget } from './walk-widget.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 29, 9);
let browser: Browser;
let stack: RunningStack;
let site: Awaited<ReturnType<typeof openDeviceSite>>;
let origin: string;
let tenant: string;

/** Changes where variables are stored and for how long, and waits until pages see the change. */
async function choose(
  destination: string,
  { retentionDays = null }: { retentionDays?: number | null } = {},
): Promise<void> {
  const { base_url: base, managers } = stack.description;
  const variables = { destination, retention_days: retentionDays };
  // With `expire`, Mayfly keeps the stored variables until their expiry. A change that deletes
  // variables would also delete those that a test stores in the next minute.
  const existing = destination === 'server' ? {} : { existing: 'expire' };
  const change = { origins: [origin], categories: { variables: { ...variables, ...existing } } };
  const as = { authorization: `Bearer ${managers.owner}`, 'mayfly-tenant': tenant };
  const { status } = await call(stack, 'PUT', '/v1/tenant', change, as);
  expect(status).toBe(200);
  await vi.waitFor(
    async () => {
      const profile = await (await fetch(`${base}/v1/public/${tenant}/profile`)).json();
      expect(profile.variables.destination).toBe(destination);
      expect(profile.variables.retention_days).toBe(retentionDays ?? 60);
    },
    { timeout: 20_000, interval: 250 },
  );
}

/** Asks Mayfly for a device token, as the tenant's backend does. */
async function giveToken(conversation: string, purpose: string): Promise<string> {
  const { body } = await call(stack, 'POST', '/v1/device-tokens', {
    instance_id: conversation,
    purpose,
  });
  return body.token;
}

beforeAll(async () => {
  [browser, stack, site] = await Promise.all([
    openBrowser(),
    startStack(['--in-memory', '--no-demo']),
    openDeviceSite(giveToken),
  ]);
  ({ origin } = site);
  tenant = /^mf_([^_]+)_/.exec(stack.description.api_key)?.[1] ?? '';
  await choose('device');
}, 120_000);

afterAll(async () => {
  await browser.close();
  site.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

async function newContext(init?: () => void): Promise<BrowserContext> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  await context.clock.install({ time: start });
  if (init !== undefined) await context.addInitScript(init);
  return context;
}

/** Opens the tenant’s page with the module. The page notes the variables that other tabs change. */
async function openPage(
  context: BrowserContext,
  {
    basis = 'strictly_necessary',
    at = start,
  }: { basis?: DeviceOptions['basis']; at?: number } = {},
): Promise<Page> {
  const page = await context.newPage();
  await page.clock.setFixedTime(at);
  await page.goto(origin);
  const options = { baseUrl: stack.description.base_url, tenant, experience: 'beratung', basis };
  await page.evaluate((given) => {
    const here = globalThis as unknown as OnPage;
    here.changed = [];
    here.device = here.MayflyDevice.openDevice(given);
    here.device.onChange((name) => here.changed.push(name));
  }, options);
  return page;
}

describe('a variable', () => {
  test('exists on pages that are opened before its expiry, and the first page that is opened after its expiry deletes it', async () => {
    const context = await newContext();
    const page = await openPage(context);
    expect(await set(page, 'blume', { art: 'Akelei' })).toBe('device');
    expect(await set(page, 'kurz', 1, start + day)).toBe('device');
    const later = await openPage(context, { at: start + 60 * day - 1 });
    expect([await get(later, 'blume'), await get(later, 'kurz')]).toEqual([
      { art: 'Akelei' },
      undefined,
    ]);
    expect(await stored(later)).toHaveLength(1);
    const last = await openPage(context, { at: start + 60 * day });
    expect(await stored(last)).toEqual([]);
  });

  test('is exported; a touch renews its retention, and `forget` deletes it', async () => {
    const page = await openPage(await newContext());
    await set(page, 'blume', 'Akelei', start + day);
    const told = await page.evaluate(async () => {
      const { device } = globalThis as unknown as OnPage;
      const touched = [await device.touch('blume'), await device.touch('baum')];
      const shown = await device.export();
      return { touched, shown, forgotten: await device.forget(), left: await device.export() };
    });
    expect(told).toEqual({
      touched: [true, false],
      shown: [
        {
          place: 'device',
          experience: 'beratung',
          name: 'blume',
          value: 'Akelei',
          counted_from: new Date(start).toISOString(),
          expires_at: new Date(start + 60 * day).toISOString(),
        },
      ],
      forgotten: 1,
      left: [],
    });
    expect(await stored(page)).toEqual([]);
  });

  test('is refused if its name, size or expiry is wrong', async () => {
    const page = await openPage(await newContext());
    expect(await set(page, 'a@example.org', 1)).toBe('name-invalid');
    expect(await set(page, 'blume', 'ü'.repeat(32_768))).toBe('value-too-large');
    expect(await set(page, 'blume', 'ü'.repeat(32_767))).toBe('device');
    expect(await set(page, 'blume', 1, start)).toBe('expiry-invalid');
    expect(await set(page, 'blume', 1, start + 60 * day + 1)).toBe('expiry-invalid');
  });
});

test('without consent the page uses no storage; a withdrawal deletes all variables, and then other tabs cannot store variables either', async () => {
  const context = await newContext(() => {
    const here = globalThis as unknown as OnPage;
    here.touches = 0;
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get() {
        here.touches += 1;
        return descriptor?.get?.call(globalThis);
      },
    });
  });
  const page = await openPage(context, { basis: 'consent' });
  expect([await set(page, 'blume', 1), await get(page, 'blume')]).toEqual([
    'consent-missing',
    undefined,
  ]);
  expect(await page.evaluate(() => (globalThis as unknown as OnPage).touches)).toBe(0);
  await consent(page, true);
  expect(await set(page, 'blume', 1)).toBe('device');
  const other = await openPage(context, { basis: 'consent' });
  await consent(other, true);
  expect(await get(other, 'blume')).toBe(1);
  await consent(page, false);
  expect(await stored(page)).toEqual([]);
  await vi.waitFor(async () => expect(await set(other, 'blume', 2)).toBe('consent-missing'));
  expect(await stored(other)).toEqual([]);
});

test('if the person refuses consent, nothing is stored, and variables of an earlier consent are deleted', async () => {
  const context = await newContext();
  const page = await openPage(context, { basis: 'consent' });
  await consent(page, false);
  expect(await set(page, 'blume', 1)).toBe('consent-missing');
  expect(await stored(page)).toEqual([]);
  await consent(page, true);
  expect(await set(page, 'blume', 1)).toBe('device');
  const next = await openPage(context, { basis: 'consent' });
  await consent(next, false);
  expect([await get(next, 'blume'), await stored(next)]).toEqual([undefined, []]);
});

test('without consent a page can still delete a variable', async () => {
  const context = await newContext();
  const page = await openPage(context, { basis: 'consent' });
  await consent(page, true);
  for (const name of ['blume', 'vase']) expect(await set(page, name, 1)).toBe('device');
  const next = await openPage(context, { basis: 'consent' });
  await next.evaluate(() => (globalThis as unknown as OnPage).device.remove('blume'));
  await vi.waitFor(async () => expect(await get(page, 'blume')).toBeUndefined());
  expect(await get(page, 'vase')).toBe(1);
});

test('other tabs of the page learn of a change', async () => {
  const context = await newContext();
  const [one, other] = [await openPage(context), await openPage(context)];
  await set(one, 'blume', 'Aster');
  await vi.waitFor(async () =>
    expect(await other.evaluate(() => (globalThis as unknown as OnPage).changed)).toEqual([
      'blume',
    ]),
  );
  expect(await get(other, 'blume')).toBe('Aster');
});

test('if the storage is full or blocked, the page keeps new values in memory; a damaged value is ignored', async () => {
  const context = await newContext();
  const page = await openPage(context);
  await set(page, 'alt', 'x'.repeat(60_000), start + day);
  await page.evaluate(() => {
    let size = 1 << 22;
    for (let at = 0; size > 0; at += 1)
      try {
        localStorage.setItem(`site-${at}`, 'x'.repeat(size));
      } catch {
        size >>= 1;
      }
  });
  expect(await set(page, 'blume', 'x'.repeat(50_000))).toBe('memory');
  expect(await get(page, 'blume')).toHaveLength(50_000);
  await page.clock.setFixedTime(start + day);
  expect(await set(page, 'baum', 'x'.repeat(50_000))).toBe('device');
  await page.evaluate((of) => localStorage.setItem(`mayfly/${of}/beratung/baum`, '{"v":'), tenant);
  expect(await get(page, 'baum')).toBeUndefined();

  const blocked = await newContext(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
  });
  const without = await openPage(blocked);
  expect(await set(without, 'blume', 'Aster')).toBe('memory');
  expect(await get(without, 'blume')).toBe('Aster');
});

test('the profile of the tenant decides how long, where and whether variables are stored', async () => {
  const context = await newContext();
  const page = await openPage(context);
  await set(page, 'blume', 'Akelei');
  await choose('device', { retentionDays: 10 });
  const shorter = await openPage(context, { at: start + 10 * day - 1 });
  expect(await get(shorter, 'blume')).toBe('Akelei');
  const later = await openPage(context, { at: start + 10 * day });
  expect(await get(later, 'blume')).toBeUndefined();
  await choose('off');
  expect(await set(await openPage(context), 'blume', 1)).toBe('variables-off');
  await choose('server');
  expect(await set(await openPage(context), 'blume', 1)).toBe('variables-on-server');
  await choose('device');
});

test('a page that uses no JavaScript modules can load the script, and a page of another site gets no profile', async () => {
  const page = await (await newContext()).newPage();
  await page.goto(`${origin}/plain`);
  const options = { baseUrl: stack.description.base_url, tenant, experience: 'beratung' } as const;
  const open = (where: Page) =>
    where.evaluate(async (given) => {
      const { openDevice } = (globalThis as unknown as OnPage).MayflyDevice;
      const device = openDevice({ ...given, basis: 'strictly_necessary' });
      return device.set('blume', 1).then(
        ({ place }) => place as string,
        (error: { readonly code: string }) => error.code,
      );
    }, options);
  expect(await open(page)).toBe('device');
  await page.goto(`${origin.replace('127.0.0.1', 'localhost')}/plain`);
  expect(await open(page)).toBe('profile-unavailable');
});

/** Opens a page of the site for a conversation. The site's backend gives the page its tokens. */
async function openWithToken(
  conversation: string,
  {
    basis = 'strictly_necessary',
    at = origin,
  }: { basis?: DeviceOptions['basis']; at?: string } = {},
  context?: BrowserContext,
): Promise<Page> {
  const own = context ?? (await browser.newContext());
  if (context === undefined) onTestFinished(() => own.close());
  const page = await own.newPage();
  await page.goto(at);
  const options = { baseUrl: stack.description.base_url, tenant, experience: 'beratung', basis };
  await page.evaluate(
    ([given, of]) => {
      const here = globalThis as unknown as OnPage;
      here.tokens = {};
      const token = async (purpose: string) => {
        here.tokens[purpose] ??= await (await fetch(`/token?of=${of}&purpose=${purpose}`)).text();
        return here.tokens[purpose];
      };
      here.device = here.MayflyDevice.openDevice({ ...given, token });
    },
    [options, conversation] as const,
  );
  return page;
}

const exported = async (page: Page) => {
  const all = await page.evaluate(() => (globalThis as unknown as OnPage).device.export());
  return all.map(({ place, name, value }: ExportedVariable) => [place, name, value]);
};
const forget = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as OnPage).device.forget());

/** Returns the names of the variables of a conversation that Mayfly stores. */
async function atMayfly(conversation: string): Promise<string[]> {
  const { body } = await call(stack, 'GET', `/v1/variables?instance_id=${conversation}`);
  return body.items.map(({ name }: { name: string }) => name);
}

describe('with a device token', () => {
  test('a variable is stored where the profile says, and a change of the profile does not move stored variables', async () => {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const open = () => openWithToken('run-1', {}, context);
    const before = await open();
    expect(await set(before, 'blume', 'Akelei')).toBe('device');
    await choose('server');
    const after = await open();
    expect(await get(after, 'blume')).toBeUndefined();
    expect(await set(after, 'baum', 'Linde')).toBe('server');
    expect([await get(after, 'baum'), await atMayfly('run-1')]).toEqual(['Linde', ['baum']]);
    const touch = (name: string) =>
      after.evaluate((of) => (globalThis as unknown as OnPage).device.touch(of), name);
    expect([await touch('baum'), await touch('blume')]).toEqual([true, false]);
    expect(await stored(after)).toEqual([`mayfly/${tenant}/beratung/blume`]);
    await choose('device');
    const again = await open();
    expect([await get(again, 'blume'), await get(again, 'baum')]).toEqual(['Akelei', undefined]);
    expect(await exported(again)).toEqual([
      ['device', 'blume', 'Akelei'],
      ['server', 'baum', 'Linde'],
    ]);
    expect([await forget(again), await exported(again)]).toEqual([2, []]);
    expect([await stored(again), await atMayfly('run-1')]).toEqual([[], []]);
  });

  test('a page can use only its own conversation, and only from an origin of the tenant', async () => {
    await choose('server');
    const [own, other] = [await openWithToken('run-2'), await openWithToken('run-3')];
    expect(await set(own, 'blume', 'Akelei')).toBe('server');
    expect([await get(other, 'blume'), await exported(other)]).toEqual([undefined, []]);
    const variable = { experience_id: 'beratung', name: 'blume', value: 1, instance_id: 'run-2' };
    const statuses = await other.evaluate(
      async ([base, body]) => {
        const { tokens } = globalThis as unknown as OnPage;
        const url = `${base}/v1/own-variables`;
        const headers = {
          authorization: `Bearer ${tokens['variables']}`,
          'content-type': 'application/json',
        };
        const answers = [
          await fetch(`${url}?instance_id=run-2`, { headers }),
          await fetch(`${url}?instance_id=run-2`, { method: 'DELETE', headers }),
          await fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) }),
          await fetch(`${base}/v1/variables?instance_id=run-2`, { headers }),
        ];
        return answers.map(({ status }) => status);
      },
      [stack.description.base_url, variable] as const,
    );
    expect(statuses).toEqual([400, 400, 422, 401]);
    expect([await forget(other), await get(own, 'blume')]).toEqual([0, 'Akelei']);
    const foreign = await openWithToken('run-2', {
      at: origin.replace('127.0.0.1', 'localhost'),
    });
    expect(await set(foreign, 'blume', 1)).toBe('profile-unavailable');
    expect(await get(own, 'blume')).toBe('Akelei');
  });

  test('an expired token is refused and changes nothing, and a new token works', async () => {
    await choose('server');
    const page = await openWithToken('run-4');
    expect(await set(page, 'blume', 'Akelei')).toBe('server');
    await call(stack, 'POST', '/_local/clock', { advance_days: 16 / 1_440 });
    onTestFinished(async () => {
      await call(stack, 'POST', '/_local/clock', { reset: true });
    });
    expect(await set(page, 'blume', 'Aster')).toBe('token-refused');
    await page.evaluate(() => {
      (globalThis as unknown as OnPage).tokens = {};
    });
    expect(await get(page, 'blume')).toBe('Akelei');
    expect(await set(page, 'blume', 'Aster')).toBe('server');
  });

  test('a page asks for a token only after the person consents', async () => {
    await choose('server');
    const page = await openWithToken('run-5', { basis: 'consent' });
    const given = site.tokensGiven();
    expect(await set(page, 'blume', 1)).toBe('consent-missing');
    expect([await get(page, 'blume'), await exported(page)]).toEqual([undefined, []]);
    expect(site.tokensGiven()).toBe(given);
    await consent(page, true);
    expect([await set(page, 'blume', 1), site.tokensGiven()]).toEqual(['server', given + 1]);
  });
});

test.each([
  ['in German, dark and narrow', { lang: 'de', width: 360, dark: true }],
  ['in English, light and wide', { lang: 'en', width: 1_280, dark: false }],
] as const)('the widget stores, shows, sends and deletes answers, %s', async (_what, look) => {
  expect(await walkWidget(browser, stack.description.base_url, look)).toEqual([]);
});
