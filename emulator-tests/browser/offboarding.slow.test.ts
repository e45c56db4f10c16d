import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoOperator } from '../../infra/local/demo/demo-managers.ts';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole } from './open-console.ts';
import { savedBy } from './saved-by.ts';

const minute = 60_000;
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  const entries = Array.from({ length: 3 }, () => ({ level: 'warn', event: 'api.failed' }));
  await call(stack, 'POST', '/v1/runtime-log', entries);
}, 4 * minute);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

/**
 * Each round of `eraseUntil` sets the clock ahead by two minutes. This is longer than any commit
 * takes, and shorter than a session lasts. The number is in days.
 */
const stepDays = 2 / (24 * 60);
/** The page asks for the progress of the erasure every five seconds. */
const nextAnswerMs = 5_500;

/** Runs the jobs that erase a tenant, as their schedule does, until the page offers the receipt. */
async function eraseUntil(page: Page): Promise<void> {
  const save = page.getByRole('button', { name: 'Save the receipt' });
  for (let round = 0; round < 5 && !(await save.isVisible()); round += 1) {
    await call(stack, 'POST', '/_local/clock', { advance_days: stepDays });
    await call(stack, 'POST', '/_local/scheduler/erase/run');
    await call(stack, 'POST', '/_local/scheduler/purge/run');
    await page.waitForTimeout(nextAnswerMs);
  }
  await save.waitFor();
}

/**
 * Returns the tenant's cooling-off time, and the kinds of its waiting changes. Settings may be up
 * to five seconds old.
 */
async function waiting() {
  const { body } = await call(stack, 'GET', '/v1/tenant');
  return [body.cooling_off_hours, body.pending.map(({ kind }: { kind: string }) => kind)];
}

test('the console proposes to wait a day before a category is erased, and meanwhile the owner can cancel the erasure', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, 'inhaberin@blumenhaus');
  await page.goto(`${baseUrl}/requests?view=erasures`);
  await page.getByRole('button', { name: 'Erase a category…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Wait 24 hours first' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await dialog.getByRole('textbox').fill('erase all of Chat messages');
  await dialog.getByRole('button', { name: 'Erase the category' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([24, ['erase-category']]);
  await page.goto(`${baseUrl}/storage`);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([24, []]);
  expect(complaints).toEqual([]);
  await call(stack, 'PUT', '/v1/tenant', { cooling_off_hours: 0 });
  await call(stack, 'POST', '/_local/clock', { advance_days: 1.01 });
});

test('an owner cannot erase a category before the dialog has shown the cooling-off time', async () => {
  const { page } = await openConsole(browser, baseUrl, 'inhaberin@blumenhaus');
  await page.route('**/v1/tenant', (route) => route.fulfill({ status: 500, json: {} }));
  await page.goto(`${baseUrl}/requests?view=erasures`);
  const opener = page.getByRole('button', { name: 'Erase a category…' });
  await opener.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('alert').waitFor();
  await dialog.getByRole('textbox').fill('erase all of Chat messages');
  const act = dialog.getByRole('button', { name: 'Erase the category' });
  expect(await act.isDisabled()).toBe(true);
  await page.unroute('**/v1/tenant');
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await opener.press('Enter');
  await dialog.getByRole('checkbox', { name: 'Wait 24 hours first' }).waitFor();
  await dialog.getByRole('textbox').fill('erase all of Chat messages');
  await expect.poll(async () => act.isDisabled()).toBe(false);
});

test('after somebody has undone the erasure of the tenant, the page no longer asks the owner to keep the number of the erasure', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, 'inhaberin@blumenhaus');
  await page.goto(`${baseUrl}/settings?tab=end`);
  await page.getByRole('button', { name: 'Erase the tenant' }).press('Enter');
  const question = page.getByRole('alertdialog');
  await question.getByRole('checkbox', { name: 'Wait 24 hours first' }).waitFor();
  await question.getByRole('textbox').fill('ERASE blumenhaus');
  await question.getByRole('button', { name: 'Erase the tenant' }).press('Enter');
  const keep = page.getByText('Keep the number.');
  await keep.waitFor();
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([24, ['erase-tenant']]);
  const other = await openConsole(browser, baseUrl, 'inhaberin@blumenhaus');
  await other.page.goto(`${baseUrl}/storage`);
  await other.page.getByRole('button', { name: 'Undo' }).press('Enter');
  await page.getByText('The erasure was undone').waitFor();
  expect(await keep.count()).toBe(0);
  expect([...complaints, ...other.complaints]).toEqual([]);
  await call(stack, 'PUT', '/v1/tenant', { cooling_off_hours: 0 });
  await call(stack, 'POST', '/_local/clock', { advance_days: 1.01 });
});

test(
  'an owner types a phrase to erase the tenant, and sees the progress; later the operator fetches a valid receipt',
  async () => {
    const { page } = await openConsole(browser, baseUrl, 'inhaberin@blumenhaus');
    await page.goto(`${baseUrl}/settings?tab=end`);
    await page.getByText('Runtime log: 3 records').waitFor();
    await page.getByText('First export what you must keep').waitFor();
    await page.getByRole('button', { name: 'Chat messages Category' }).press('Enter');
    await page.getByRole('option', { name: 'Runtime log' }).press('Enter');
    const make = page.getByRole('button', { name: 'Make and save the archive' });
    const [name] = await savedBy(page, () => make.press('Enter'));
    expect(name).toMatch(/^mayfly-period-runtime-log-/);
    await page.getByRole('button', { name: 'Erase the tenant' }).press('Enter');
    const question = page.getByRole('alertdialog');
    const wait = question.getByRole('checkbox', { name: 'Wait 24 hours first' });
    expect(await wait.isChecked()).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await wait.uncheck();
    const act = question.getByRole('button', { name: 'Erase the tenant' });
    expect(await act.isDisabled()).toBe(true);
    await question.getByRole('textbox').fill('ERASE blumenhaus');
    await act.press('Enter');
    await page.getByText('Nobody works in this tenant any more').waitFor();
    await page.getByRole('progressbar', { name: 'Deleting' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await eraseUntil(page);
    await page.getByText('Everything was deleted on').waitFor();

    const operator = await openConsole(browser, baseUrl, demoOperator().email);
    await operator.page.getByRole('textbox', { name: 'Tenant' }).fill('blumenhaus');
    await operator.page.getByRole('button', { name: 'Find' }).press('Enter');
    const save = operator.page.getByRole('button', { name: 'Save the receipt' });
    await save.waitFor();
    expect(await findBarriers(operator.page)).toEqual([]);
    const [download] = await Promise.all([
      operator.page.waitForEvent('download'),
      save.press('Enter'),
    ]);
    expect(download.suggestedFilename()).toBe('mayfly-receipt-blumenhaus.jws');
    const receipt = await readFile(await download.path(), 'utf8');
    await operator.page.goto(`${baseUrl}/verify?language=en`);
    await operator.page.getByLabel('Receipt', { exact: true }).fill(receipt);
    await operator.page.getByRole('button', { name: 'Check' }).click();
    await operator.page.getByText('✓ All is in order.').waitFor();
    expect(operator.complaints).toEqual([]);
  },
  6 * minute,
);
