import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole, overhangOf } from './open-console.ts';

const email = 'anna.ampel@example.com';
const address = 'Beispielallee 7, Köln';
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  // The records must expire soon by the browser's clock, which is the real one. So they are stored
  // while the stack's clock is set to fifty days ago.
  const now = new Date(Date.now() - 50 * 24 * 3_600_000).toISOString();
  await call(stack, 'POST', '/_local/clock', { now });
  const reason = 'einkauf';
  await call(stack, 'POST', '/v1/loyalty-transactions', { email, coins: 10, reason });
  const reward = { email, coins: 2, reward_id: 'vase', lastname: 'Ampel', postal_address: address };
  await call(stack, 'POST', '/v1/loyalty-redemptions', reward);
  const raffle = { name: 'Sommergewinn', policy: 'once' };
  const { body } = await call(stack, 'POST', '/v1/raffles', raffle);
  for (const [index, lastname] of ['Ampel', 'Birke', 'Celik'].entries())
    await call(stack, 'POST', '/v1/raffle-participations', {
      raffle_id: body.id,
      email: `person${index}@example.com`,
      lastname,
    });
  await call(stack, 'POST', '/_local/clock', { reset: true });
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

test('the page shows the faults in a file of codes by line, and loads the corrected file into a new pool', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, 'Edda Löwe');
  await page.getByRole('link', { name: 'Coupons and codes' }).click();
  await page.getByRole('button', { name: 'New pool…' }).press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('sommer');
  await page.getByRole('button', { name: 'Create' }).press('Enter');
  await page.getByRole('heading', { name: 'sommer' }).waitFor();

  await page.getByRole('button', { name: 'Load codes…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Load codes into sommer' });
  const choose = async (text: string) => {
    const buffer = Buffer.from(text);
    const file = { name: 'codes.csv', mimeType: 'text/csv', buffer };
    await page.locator('input[type=file]').setInputFiles(file);
  };
  await choose('A-1\nA-1\nB,2\n');
  await dialog.getByText('1 line has a code that the file or the pool already has').waitFor();
  await dialog.getByText('It repeats the code of line 1.').waitFor();
  await dialog.getByRole('row', { name: '3 It has more than one column.' }).waitFor();
  expect(await dialog.getByRole('button', { name: /^Load/ }).count()).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
  await choose('A-1\nB-2\nC-3\n');
  await dialog.getByText('B-2').waitFor();
  await dialog.getByRole('button', { name: 'Load 3 codes' }).press('Enter');
  await dialog.getByText('Loaded: 3 codes.').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).press('Enter');
  await page.getByText('3 of 3 left').waitFor();
  expect([await findBarriers(page), complaints]).toEqual([[], []]);
});

test('the page of coupons shows a chart of the stock, finds a code, and closes a pool after the pool’s name is typed', async () => {
  const { body: pools } = await call(stack, 'GET', '/v1/coupon-pools');
  const pool = pools.items.find(({ name }: { name: string }) => name === 'sommer');
  const { body: given } = await call(stack, 'POST', `/v1/coupon-pools/${pool.id}/emit`, { email });
  const { page, complaints } = await openConsole(browser, baseUrl, 'Sönke Petersen');
  await page.goto(`${baseUrl}/coupons`);
  await page.getByText('empty on').waitFor();
  await page.getByText('1 code used within 1 day').waitFor();
  await page.getByText('Mayfly is no long-term archive').waitFor();
  await page.getByText('imported old records do not change this pace').waitFor();
  await page.locator('.burn-plot').waitFor();
  const code = page.getByRole('textbox', { name: 'Code' });
  await code.fill(given.code);
  await code.press('Enter');
  await page.getByText('Given out').waitFor();
  await page.getByText(email).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show all' }).press('Enter');
  await code.fill(['A-1', 'B-2'].find((each) => each !== given.code) ?? '');
  await code.press('Enter');
  await page.getByText('In stock').waitFor();
  await page.getByRole('button', { name: 'Show all' }).press('Enter');
  await code.fill('NO-SUCH-CODE');
  await code.press('Enter');
  await page.getByText('No pool has this code').waitFor();
  expect(page.url()).toBe(`${baseUrl}/coupons`);

  await page.getByRole('button', { name: 'Show all' }).press('Enter');
  await page.getByRole('button', { name: 'Close pool…' }).press('Enter');
  const dialog = page.getByRole('alertdialog', { name: 'Close sommer for good?' });
  await dialog.getByText('This deletes all unused codes: 2 codes').waitFor();
  const act = dialog.getByRole('button', { name: 'Close and delete 2 codes' });
  expect(await act.isDisabled()).toBe(true);
  expect(await findBarriers(page)).toEqual([]);
  await dialog.getByRole('textbox').fill('sommer');
  await act.press('Enter');
  await page.getByText('Closed on').waitFor();
  await page.getByText('1 of 3 used').waitFor();
  const late = { email: 'late@example.com' };
  const refused = await call(stack, 'POST', `/v1/coupon-pools/${pool.id}/emit`, late);
  expect(refused.body.code).toBe('pool-closed');
  expect([await findBarriers(page), complaints]).toEqual([[], []]);
});

test('the page of loyalty links each spending of coins to the earning that it used, and shows the balance', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, 'Sönke Petersen');
  await page.getByRole('link', { name: 'Loyalty' }).click();
  const sheet = page.getByRole('dialog');
  // The list for all people does not contain the links between entries, so its sheets show none.
  const entries = ['Coins spent', 'Coins earned'];
  for (const [at, title] of entries.entries()) {
    await page.getByRole('row', { name: email }).nth(at).press('Enter');
    await sheet.getByRole('heading', { name: title }).waitFor();
    expect(await sheet.getByText(/^(?:Taken from|Spent by)$/).count()).toBe(0);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  }
  await page.getByRole('textbox', { name: 'Email address' }).fill(email);
  await page.keyboard.press('Enter');
  await page.getByText('8 coins', { exact: true }).first().waitFor();
  await page.getByText('2 coins from').waitFor();
  await page.getByText('8 coins left').waitFor();
  await page.getByRole('row', { name: 'einkauf' }).press('Enter');
  await sheet.getByText('Spent by', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  expect(page.url()).not.toContain('anna');
  expect([await findBarriers(page), complaints]).toEqual([[], []]);
});

test('the page of loyalty warns of a parcel whose address expires soon, until the parcel is marked as sent', async () => {
  const look = { locale: 'de-DE', width: 360, dark: true };
  const { page, complaints } = await openConsole(browser, baseUrl, 'Sönke Petersen', look);
  await page.goto(`${baseUrl}/loyalty?tab=rewards`);
  await page.getByText('1 Paket nicht versandt').waitFor();
  await page.getByText('Mayfly ist kein Langzeitarchiv').waitFor();
  expect([await findBarriers(page), await overhangOf(page)]).toEqual([[], 0]);
  await page.getByRole('row').first().press('Enter');
  await page.getByRole('dialog').getByText(address).waitFor();
  await page.getByRole('dialog').getByText('Mayfly ist kein Langzeitarchiv').waitFor();
  await page.getByRole('button', { name: 'Als gepackt vermerken' }).press('Enter');
  await page.getByRole('button', { name: 'Als versandt vermerken' }).press('Enter');
  await page.getByRole('button', { name: 'Wieder öffnen' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('1 Paket nicht versandt').waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('winners are drawn after a confirmation; then an owner checks the draw and replaces a winner', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, 'inhaberin@blumenhaus');
  await page.goto(`${baseUrl}/giveaways`);
  await page.getByText('The first entries expire before the end').waitFor();
  await page.getByText('3 entries, that is all').waitFor();
  await page.getByRole('button', { name: 'Draw winners…' }).press('Enter');
  await page.getByRole('textbox', { name: 'How many win' }).fill('2');
  await page.getByText('2 winners of 3 entries will be drawn').waitFor();
  await page.getByRole('button', { name: 'Draw 2 winners' }).press('Enter');
  await page.getByText('2 drawn, 2 asked for').waitFor();
  expect(await page.locator('.winner').count()).toBe(2);
  await page.getByRole('button', { name: 'Check this draw' }).press('Enter');
  await page.getByText('✓ Valid').waitFor();
  await page.getByText('3 entrants were put in order in this browser').waitFor();
  await page.getByRole('button', { name: 'Replace place 1…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Replace the winner of place 1' });
  await dialog.getByRole('button', { name: 'Why' }).press('Enter');
  await page.getByRole('option', { name: 'declined' }).press('Enter');
  await dialog.getByRole('button', { name: 'Draw a replacement' }).press('Enter');
  await page.getByText('Replaced by place 3: declined').waitFor();
  await page.getByText('Replaces place 1').waitFor();
  expect(await page.locator('.winner').count()).toBe(3);
  await page.getByRole('button', { name: 'Check this draw' }).press('Enter');
  await page.getByText('✓ Valid').waitFor();
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the draw file' }).press('Enter');
  const path = await (await file).path();
  const { stdout } = await promisify(execFile)('node', ['infra/draws/main.ts', path]);
  expect(stdout).toMatch(/✓ Valid[^]*Place 3: [0-9a-f]{32}, replaces place 1 \(declined\)/);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Winners as CSV' }).press('Enter');
  expect((await saved).suggestedFilename()).toBe('winners.csv');
  expect([await findBarriers(page), complaints]).toEqual([[], []]);
});

test('an editor sees giveaways, loyalty and coupons without personal values, and cannot export them', async () => {
  const { page } = await openConsole(browser, baseUrl, 'Edda Löwe');
  for (const path of ['/giveaways', '/loyalty', '/loyalty?tab=rewards', '/coupons']) {
    await page.goto(baseUrl + path);
    await page.getByText('that is all').or(page.getByText('No records of codes')).first().waitFor();
    expect(await page.locator('body').textContent()).not.toMatch(
      /anna\.|person\d@|Ampel|Beispielallee/,
    );
    expect(await page.getByRole('button', { name: / as CSV$/ }).count()).toBe(0);
  }
});

test('if the deletion of a record of a code fails, a second attempt deletes only the records that are left', async () => {
  const pool = { name: 'herbst', kind: 'coupon', policy: 'once' };
  const { body } = await call(stack, 'POST', '/v1/coupon-pools', pool);
  const path = `/v1/coupon-pools/${body.id}`;
  const authorization = `Bearer ${stack.description.api_key}`;
  const headers = { authorization, 'content-type': 'text/csv' };
  await fetch(`${baseUrl}${path}/codes`, { method: 'POST', headers, body: 'H-1\nH-2\n' });
  for (const name of ['one', 'two'])
    await call(stack, 'POST', `${path}/emit`, { email: `${name}@example.com` });
  const { page, complaints } = await openConsole(browser, baseUrl, 'Sönke Petersen');
  await page.goto(`${baseUrl}/coupons`);
  await page.getByRole('button', { name: /herbst/ }).press('Enter');
  const rows = page.getByRole('row', { name: /^H-/ });
  await rows.nth(1).waitFor();
  await rows.first().focus();
  await page.keyboard.press('Control+a');
  await page.getByText('2 entries chosen').waitFor();
  let deletions = 0;
  await page.route('**/v1/coupon-codes/*', async (route) => {
    if (route.request().method() === 'DELETE') deletions += 1;
    await (deletions === 2 ? route.fulfill({ status: 400, json: {} }) : route.continue());
  });
  await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  const dialog = page.getByRole('alertdialog');
  const act = dialog.getByRole('button', { name: 'Delete', exact: true });
  await act.press('Enter');
  await dialog.getByRole('alert').waitFor();
  await act.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await rows.first().waitFor({ state: 'detached' });
  expect(deletions).toBe(3);
  expect(complaints).toEqual([expect.stringContaining('400')]);
});
