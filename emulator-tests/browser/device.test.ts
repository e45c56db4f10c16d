import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { buildDevice } from '../../infra/build/build-device.ts';
import type { Device, DeviceOptions } from '../../shared/device/open-device.ts';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';

type Opened = { readonly openDevice: (options: DeviceOptions) => Device };
type OnPage = { device: Device; touches: number; changed: string[]; MayflyDevice: Opened };

const day = 86_400_000;
const start = Date.UTC(2026, 10, 29, 9);
const folder = mkdtempSync(join(tmpdir(), 'mayfly-device-'));
const files: { readonly [path: string]: string } = {
  '/module.js': 'mayfly-device.js',
  '/script.js': 'mayfly-device.script.js',
};
const pages: { readonly [path: string]: string } = {
  '/': `<script type="module">
      import * as device from '/module.js';
      globalThis.MayflyDevice = device;
    </script>`,
  '/plain': '<script src="/script.js"></script>',
};
/** The tenant’s own site. One page has the module, and one page has no modules. */
const site = createServer((request, response) => {
  const file = files[request.url ?? ''];
  response.setHeader('content-type', file === undefined ? 'text/html' : 'text/javascript');
  const page = `<!doctype html><title>Blumen</title>${pages[request.url ?? '']}`;
  response.end(file === undefined ? page : readFileSync(join(folder, file)));
});
let browser: Browser;
let stack: RunningStack;
let origin: string;
let tenant: string;

/**
 * Changes the destination of variables and their retention, and waits until pages see the change.
 */
async function choose(destination: string, retentionDays: number | null = null): Promise<void> {
  const { base_url: base, managers } = stack.description;
  const variables = { destination, retention_days: retentionDays };
  const existing = destination === 'server' ? {} : { existing: 'delete' };
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

beforeAll(async () => {
  [browser, stack] = await Promise.all([
    openBrowser(),
    startStack(['--in-memory', '--no-demo']),
    buildDevice(folder),
    new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve)),
  ]);
  const address = site.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
  tenant = /^mf_([^_]+)_/.exec(stack.description.api_key)?.[1] ?? '';
  await choose('device');
}, 120_000);

afterAll(async () => {
  await browser.close();
  site.close();
  rmSync(folder, { recursive: true });
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

/** Opens the tenant’s page with the module. The page notes which variables other tabs change. */
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

const get = (page: Page, name: string) =>
  page.evaluate((which) => (globalThis as unknown as OnPage).device.get(which), name);

/** Stores a variable. Returns the place where it is stored, or the code of the error. */
const set = (page: Page, name: string, value: unknown, expiresAt?: number) =>
  page.evaluate(
    async ([which, what, end]) => {
      const { device } = globalThis as unknown as OnPage;
      const options = end === null ? {} : { expiresAt: new Date(end) };
      return device.set(which, what, options).then(
        ({ place }) => place as string,
        (error: { readonly code: string }) => error.code,
      );
    },
    [name, value, expiresAt ?? null] as const,
  );

const stored = (page: Page) => page.evaluate(() => Object.keys(localStorage).toSorted());
const consent = (page: Page, given: boolean) =>
  page.evaluate((yes) => (globalThis as unknown as OnPage).device.consent(yes), given);

describe('a variable', () => {
  test('survives a reload, and is deleted by the first page after its expiry', async () => {
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

  test('is shown, gets the whole retention again, and is deleted with all others', async () => {
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

  test('is refused with a wrong name, value, size or expiry', async () => {
    const page = await openPage(await newContext());
    expect(await set(page, 'a@example.org', 1)).toBe('name-invalid');
    expect(await set(page, 'blume', 'ü'.repeat(32_768))).toBe('value-too-large');
    expect(await set(page, 'blume', 'ü'.repeat(32_767))).toBe('device');
    expect(await set(page, 'blume', 1, start)).toBe('expiry-invalid');
    expect(await set(page, 'blume', 1, start + 60 * day + 1)).toBe('expiry-invalid');
  });
});

test('without consent the page touches no storage; a withdrawal deletes all variables and stops other tabs', async () => {
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

test('other tabs learn of a change', async () => {
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

test('a storage that is full, blocked or damaged loses no value and causes no error', async () => {
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

test('the tenant’s choice applies: a shorter retention, the server, or nothing', async () => {
  const context = await newContext();
  const page = await openPage(context);
  await set(page, 'blume', 'Akelei');
  await choose('device', 10);
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

test('a page without modules loads the script, and a page of another site gets no profile', async () => {
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
