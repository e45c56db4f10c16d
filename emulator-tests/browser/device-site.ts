import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildDevice } from '../../infra/build/build-device.ts';
import type { Device, DeviceOptions } from '../../shared/device/open-device.ts';

type Opened = { readonly openDevice: (options: DeviceOptions) => Device };

/** The global variables of the site's pages that tests use in the browser. */
export type OnPage = {
  device: Device;
  touches: number;
  changed: string[];
  /** The device tokens that the page has received, by purpose. */
  tokens: { [purpose: string]: string };
  MayflyDevice: Opened;
};

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

/** Gets a device token for a page, as the tenant's backend does with its API key. */
type GiveToken = (conversation: string, purpose: string) => Promise<string>;

/**
 * Opens the tenant’s own site: a page that loads the device module, a page that loads the plain
 * script, and the tenant’s backend at `/token`.
 */
export async function openDeviceSite(giveToken: GiveToken) {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-device-'));
  let tokensGiven = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://site');
    if (pathname === '/token') {
      tokensGiven += 1;
      const asked = [searchParams.get('of') ?? '', searchParams.get('purpose') ?? ''] as const;
      void giveToken(...asked).then((token) => response.end(token));
      return;
    }
    const file = files[pathname];
    response.setHeader('content-type', file === undefined ? 'text/html' : 'text/javascript');
    const page = `<!doctype html><title>Blumen</title>${pages[pathname]}`;
    response.end(file === undefined ? page : readFileSync(join(folder, file)));
  });
  await Promise.all([
    buildDevice(folder),
    new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
  ]);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the site has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    tokensGiven: () => tokensGiven,
    close() {
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export const get = (page: Page, name: string) =>
  page.evaluate((which) => (globalThis as unknown as OnPage).device.get(which), name);

/** Stores a variable. Returns where it is stored, or the code of the error. */
export const set = (page: Page, name: string, value: unknown, expiresAt?: number) =>
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

export const stored = (page: Page) => page.evaluate(() => Object.keys(localStorage).toSorted());

export const consent = (page: Page, given: boolean) =>
  page.evaluate((yes) => (globalThis as unknown as OnPage).device.consent(yes), given);
