import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole } from './open-console.ts';

const email = 'anna.ampel@example.com';
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  const entries = [
    { level: 'info', event: 'sign_in.passed', email, message: 'Willkommen' },
    { level: 'error', event: 'api.failed', message: 'x'.repeat(8_100), http_body: 'not kept' },
    ...Array.from({ length: 70 }, () => ({ level: 'warn', event: 'sign_in.failed' })),
  ];
  await call(stack, 'POST', '/v1/runtime-log', entries);
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

test('entries are filtered by level, and found by an email address that the page’s URL does not contain; an entry is deleted', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, 'inhaberin@blumenhaus');
  await page.getByRole('link', { name: 'Runtime log' }).click();
  await page.getByRole('button', { name: 'Load more' }).press('Enter');
  await page.getByText('72 entries, that is all').waitFor();

  await page.getByRole('button', { name: 'Level' }).press('Enter');
  await page.getByRole('option', { name: 'Error' }).press('Enter');
  await page.getByText('1 entry, that is all').waitFor();
  expect(new URL(page.url()).search).toBe('?level=error');
  await page.getByRole('row', { name: 'External API failed' }).press('Enter');
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Cut because it was too long').waitFor();
  await sheet.getByText('None: there was no body, or the debug mode was off.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.getByRole('textbox', { name: 'Email address' }).fill(email);
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: 'Sign-in passed' }).getByText('Willkommen').waitFor();
  expect(page.url()).not.toContain('anna');
  await page.getByRole('row', { name: 'Sign-in passed' }).press(' ');
  await page.getByRole('button', { name: 'Delete' }).press('Enter');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: 'Delete', exact: true })
    .press('Enter');
  await page.getByRole('heading', { name: 'No entries' }).waitFor();
  expect(complaints).toEqual([]);
});

test('many entries are deleted only after somebody has typed the number of entries', async () => {
  const { page } = await openConsole(browser, baseUrl, 'Sönke Petersen');
  await page.goto(`${baseUrl}/runtime-log?level=warn`);
  await page.getByRole('button', { name: 'Load more' }).press('Enter');
  await page.getByText('70 entries, that is all').waitFor();
  await page.getByRole('row', { name: 'Sign-in failed' }).first().press('Control+a');
  await page.getByRole('button', { name: 'Delete' }).press('Enter');
  const dialog = page.getByRole('alertdialog');
  const remove = dialog.getByRole('button', { name: 'Delete', exact: true });
  expect(await remove.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('DELETE 70 ENTRIES');
  await remove.press('Enter');
  await page.getByRole('heading', { name: 'No entries' }).waitFor();
});

test('the page says nothing about the debug mode before it knows the settings; then an owner switches the mode on and off', async () => {
  const { page } = await openConsole(browser, baseUrl, 'inhaberin@blumenhaus');
  const settings = Promise.withResolvers<void>();
  await page.route('**/v1/tenant', async (route) => {
    await settings.promise;
    await route.continue();
  });
  await page.goto(`${baseUrl}/runtime-log`);
  await page.getByRole('row', { name: 'External API failed' }).waitFor();
  await page.getByText('Loading…').first().waitFor();
  expect(await page.getByRole('region', { name: 'Debug mode' }).count()).toBe(0);
  settings.resolve();
  await page.getByRole('button', { name: 'Keep HTTP bodies for an hour' }).press('Enter');
  await page.getByRole('button', { name: 'Keep them' }).press('Enter');
  await page.getByText('HTTP bodies are kept, encrypted, until').waitFor();
  await page.getByRole('button', { name: 'Stop now' }).press('Enter');
  const off = page.getByText('HTTP bodies of new entries are not kept.');
  await off.waitFor();
  expect(await off.count()).toBe(1);
});

test('an editor sees that values exist, but not the values, and can neither delete nor export', async () => {
  const { page } = await openConsole(browser, baseUrl, 'Edda Löwe');
  await call(stack, 'POST', '/v1/runtime-log', {
    level: 'debug',
    event: 'shop.opened',
    message: 'Geheim',
  });
  await page.goto(`${baseUrl}/runtime-log?level=debug`);
  await page.getByRole('row', { name: 'shop.opened' }).waitFor();
  await page.getByText('hidden from your role').first().waitFor();
  expect(await page.locator('body').textContent()).not.toContain('Geheim');
  expect(await page.getByRole('checkbox').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Export as CSV' }).count()).toBe(0);
});
