import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStackWithDemo, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser, openWatchedPage } from './open-browser.ts';

let browser: Browser;
let stack: RunningStack;
/** Faults of the pages: errors, files that the browser refused to load, requests to other sites. */
const complaints: string[] = [];

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStackWithDemo()]);
}, 240_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

async function openOverview(): Promise<Page> {
  const page = await openWatchedPage(browser, stack.description.base_url, complaints);
  await page.getByText('Live records').first().waitFor();
  return page;
}

function figure(page: Page, label: string) {
  return page.locator('.figure', { hasText: label }).locator('.figure-count');
}

async function liveRecords(): Promise<number> {
  const { body } = await call(stack, 'GET', '/v1/tenant/storage');
  const categories = body.categories as { live: number }[];
  return categories.reduce((sum, { live }) => sum + live, 0);
}

test('the overview shows the twelve categories, and the number of live records that the API gives', async () => {
  const page = await openOverview();
  expect(await figure(page, 'Live records').textContent()).toBe(String(await liveRecords()));
  expect(await page.locator('.categories tbody tr').count()).toBe(12);
  expect(await page.locator('svg rect').count()).toBeGreaterThan(10);
  expect(complaints).toEqual([]);
});

test('a new record is counted without a reload', async () => {
  const page = await openOverview();
  const before = await liveRecords();
  const message = { conversation_id: 'browser', author: 'customer', text: 'Guten Morgen!' };
  await call(stack, 'POST', '/v1/chat-messages', message);
  await figure(page, 'Live records')
    .getByText(String(before + 1))
    .waitFor();
  expect(complaints).toEqual([]);
});

test('the numbers of the chart can be opened by keyboard, and narrow screens do not scroll sideways', async () => {
  const page = await openOverview();
  await page.setViewportSize({ width: 380, height: 800 });
  await page.getByText('Show the numbers as a table').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Records that expire, by day' }).waitFor();
  const overhang = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overhang).toBeLessThanOrEqual(0);
});

test('the page, its local storage and its cookies contain no API key', async () => {
  const page = await openOverview();
  const { api_key: key, second_tenant_api_key: other } = stack.description;
  const seen = await page.content();
  const storage = await page.evaluate(() => JSON.stringify([{ ...localStorage }, document.cookie]));
  for (const secret of [key, other]) expect(seen + storage).not.toContain(secret);
});

test('expired records are shown as overdue, until a purge has run', async () => {
  const page = await openOverview();
  await call(stack, 'POST', '/_local/clock', { advance_days: 8 });
  await page.getByText('hidden, awaiting deletion').waitFor();
  await call(stack, 'POST', '/_local/scheduler/purge/run');
  await page.getByText('nothing awaits deletion').waitFor();
  expect(await figure(page, 'Overdue').textContent()).toBe('0');
  await call(stack, 'POST', '/_local/clock', { reset: true });
});

test('if the page cannot refresh its numbers, it keeps the last numbers and says so', async () => {
  const page = await openOverview();
  const last = await figure(page, 'Live records').textContent();
  await page.route('**/v1/tenant/storage*', (route) => route.abort());
  await page.getByText('could not be refreshed').first().waitFor();
  expect(await figure(page, 'Live records').textContent()).toBe(last);
});
