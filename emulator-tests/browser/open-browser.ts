import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * With these flags the browser has no sandbox and no GPU, and does not call its maker's servers.
 */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Opens the browser of this machine without a window.
 * @throws an error that names the package to install, if there is no browser
 */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? places.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error(
      'Browser tests need Chromium: apt-get install chromium, or set CHROMIUM to the path of a browser.',
    );
  return chromium.launch({ executablePath, args: quiet });
}

/**
 * Opens a page for one test. Adds faults of the page to `complaints`: errors, files that the
 * browser refused to load, and requests to other sites.
 */
export async function openWatchedPage(
  browser: Browser | BrowserContext,
  url: string,
  complaints: string[],
): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const { origin } = new URL(url);
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      complaints.push(request.url());
  });
  await page.goto(url);
  return page;
}
