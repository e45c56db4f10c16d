import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, stopStack } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole } from './open-console.ts';

const minute = 60_000;
/** The number of codes, and the number of codes in each uploaded file. */
const [codes, perFile] = [100_000, 50_000];
let browser: Browser;
let stack: RunningStack;
let poolId: string;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  const pool = { name: 'herbst', kind: 'coupon', policy: 'once' };
  const { body } = await call(stack, 'POST', '/v1/coupon-pools', pool);
  poolId = body.id;
  const { base_url: baseUrl, api_key: key } = stack.description;
  for (let from = 0; from < codes; from += perFile) {
    const lines = Array.from({ length: perFile }, (_, at) => `H-${from + at}`);
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'text/csv' };
    const url = `${baseUrl}/v1/coupon-pools/${poolId}/codes`;
    const sent = { method: 'POST', headers, body: lines.join('\n') };
    const { status } = await fetch(url, sent);
    if (status >= 300) throw new Error(`the codes are refused with ${status}`);
  }
}, 300_000);

afterAll(async () => {
  await browser.close();
  await stopStack(stack);
});

test(
  'while a pool of 100,000 codes is closed, the page shows the progress; if an editor leaves the page and returns, the page shows the closed pool',
  async () => {
    const { page, complaints } = await openConsole(
      browser,
      stack.description.base_url,
      'Edda Löwe',
    );
    await page.goto(`${stack.description.base_url}/coupons`);
    await page.getByRole('button', { name: 'Close pool…' }).press('Enter');
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('textbox').fill('herbst');
    await dialog.getByRole('button', { name: 'Close and delete 100,000 codes' }).press('Enter');
    const bar = page.getByRole('progressbar');
    const done = async () => Number(await bar.getAttribute('aria-valuenow'));
    await bar.waitFor();
    const begun = await done();
    await expect.poll(done, { timeout: minute }).toBeGreaterThan(begun);
    expect(await findBarriers(page)).toEqual([]);

    await page.getByRole('link', { name: 'Giveaways' }).click();
    await page.getByRole('heading', { name: 'Giveaways', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Coupons and codes' }).click();
    // Each request deletes 4,000 codes.
    await page.getByText('0 of 100,000 used').waitFor({ timeout: 5 * minute });
    await page.getByText('Closed on').waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
    const { body } = await call(stack, 'GET', `/v1/coupon-pools/${poolId}`);
    expect(body).toMatchObject({ state: 'closed', left: 0, deleted: codes });
    expect(complaints).toEqual([]);
  },
  10 * minute,
);
