import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { signInAs } from './sign-in-as.ts';

export type Look = { readonly locale?: string; readonly width?: number; readonly dark?: boolean };

/**
 * Signs in as a person of the demo, on a page in a new browser context. From then on `complaints`
 * gets errors, files that the browser refused to load, and requests to other sites.
 */
export async function openConsole(
  browser: Browser,
  baseUrl: string,
  who: string,
  { locale = 'en-GB', width = 1280, dark = false }: Look = {},
) {
  const context = await browser.newContext({
    locale,
    viewport: { width, height: 800 },
    colorScheme: dark ? 'dark' : 'light',
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await signInAs(page, baseUrl, who);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    // A file that the page itself has made has a URL that begins with `blob:`.
    if (
      !request
        .url()
        .replace(/^blob:/, '')
        .startsWith(baseUrl)
    )
      complaints.push(request.url());
  });
  return { page, complaints };
}

/**
 * Returns the accessibility rules that the page breaks, each with the first place that axe finds.
 * The debugger adds axe to the page, because the page's policy allows only scripts of its own
 * origin.
 */
export async function findBarriers(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe.source });
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run().then(({ violations }) => JSON.stringify(
      violations.map(({ id, nodes }) => id + ' ' + nodes[0].target.join(' '))))`,
    awaitPromise: true,
  });
  return JSON.parse(String(result.value)) as string[];
}

/** Returns the number of pixels by which the page is wider than the screen. */
export function overhangOf(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
