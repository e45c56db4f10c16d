import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole } from './open-console.ts';

const owner = 'inhaberin@blumenhaus';
const bert = 'bert.busch@example.com';
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

const send = (method: string, path: string, body: unknown) => call(stack, method, path, body);
const earn = (email: string) =>
  send('POST', '/v1/loyalty-transactions', { email, coins: 10, reason: 'besuch' });

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  const customer = { email: bert, authenticated_by: 'sign_in', values: { ort: 'Köln' } };
  await send('PUT', '/v1/customers', customer);
  const run = { experience_id: 'beratung', instance_id: 'c-1' };
  await send('PUT', '/v1/variables', { ...run, name: 'anlass', value: 'Geburtstag' });
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

const openAs = async (who: string) => openConsole(browser, baseUrl, who);

test('the console records the steps of a request: an extension, a question about the identity, its answer, and a refusal', async () => {
  const { body } = await call(stack, 'POST', '/v1/requests', {
    kind: 'access',
    came_by: 'letter',
    email: 'wer@example.com',
  });
  const { page, complaints } = await openAs('Sönke Petersen');
  await page.goto(`${baseUrl}/requests?kind=access`);
  await page.getByRole('row', { name: 'Access (Art. 15)' }).press('Enter');
  await page.getByRole('button', { name: 'Extend' }).press('Enter');
  await page.getByRole('dialog').getByRole('checkbox', { name: 'The request is complex' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Extend' }).press('Enter');
  await page.getByText('Notice of the extension').waitFor();
  await page.getByRole('button', { name: 'Ask who they are' }).press('Enter');
  await page.getByRole('button', { name: 'Note the question' }).press('Enter');
  await page.getByText('time is paused').first().waitFor();
  await page.getByRole('radio', { name: 'Deutsch' }).check();
  await page.getByText('Betreff: ').or(page.getByText('Subject: ')).first().waitFor();
  expect(await page.locator('.letter-text').last().textContent()).toContain('Ihr');
  await page.getByRole('button', { name: 'Not confirmed' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Not confirmed' }).press('Enter');
  // The button that opened the dialog does not exist any more. So the heading gets the keyboard
  // focus.
  await page.locator('h2:focus', { hasText: 'Access (Art. 15)' }).waitFor();
  await page.getByRole('button', { name: 'Refuse' }).press('Enter');
  await page.getByRole('button', { name: 'Refuse and close' }).press('Enter');
  await page.locator('.fact-grid').getByText('The person did not show who they are').waitFor();
  const told = await call(stack, 'GET', `/v1/requests/${body.id}`);
  expect(told.body).toMatchObject({
    state: 'refused',
    closed: { ground: 'identity_not_shown', authority: 'de_bfdi' },
  });
  expect(await page.getByRole('tab', { name: 'Restricted' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('to erase a category, an owner types a phrase; then the page shows the progress', async () => {
  await earn(bert);
  const { page, complaints } = await openAs(owner);
  await page.goto(`${baseUrl}/requests?view=erasures`);
  await page.getByRole('button', { name: 'Erase a category…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Chat messages Category' }).press('Enter');
  await page.getByRole('option', { name: 'Loyalty transactions' }).press('Enter');
  const act = dialog.getByRole('button', { name: 'Erase the category' });
  expect(await act.isDisabled()).toBe(true);
  await dialog.getByRole('checkbox', { name: 'Wait 24 hours first' }).uncheck();
  await dialog.getByRole('textbox').fill('erase all of Loyalty transactions');
  await act.press('Enter');
  await page.getByText('A category: Loyalty transactions').first().waitFor();
  await page.getByText('You can leave this page and come back').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a data protection officer restricts a record, sees only that it exists, and lifts the restriction', async () => {
  await send('POST', '/v1/runtime-log', {
    level: 'warn',
    event: 'sign_in.failed',
    email: bert,
    message: 'Geheim',
  });
  const { page, complaints } = await openAs('dpo@');
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByRole('tab', { name: 'A person' }).click();
  await page.getByRole('textbox', { name: 'Email address' }).fill(bert);
  await page.getByRole('button', { name: 'Find' }).press('Enter');
  await page.getByRole('slider').press('Home');
  await page.getByRole('button', { name: 'Restrict…' }).press('Enter');
  await page.getByRole('button', { name: 'Restrict', exact: true }).press('Enter');
  await page.locator('.record-card').getByText('restricted', { exact: true }).waitFor();
  expect(await findBarriers(page)).toEqual([]);

  await page.getByRole('tab', { name: 'Restricted' }).click();
  await page.getByText('The person contests its accuracy').waitFor();
  await page.getByText('expires soon').waitFor();
  expect(await page.locator('body').textContent()).not.toContain('Geheim');
  await page.getByRole('button', { name: 'Lift' }).press('Enter');
  await page.getByRole('button', { name: 'Lift the restriction' }).press('Enter');
  await page.getByRole('heading', { name: 'No restricted records' }).waitFor();
  expect(await page.getByRole('link', { name: 'Customers' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('an editor sees that customers and variables exist, but no person and no value, and cannot search', async () => {
  const { page, complaints } = await openAs('Edda Löwe');
  await page.getByRole('link', { name: 'Customers' }).click();
  await page.getByText('hidden from your role').first().waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
  await page.getByRole('link', { name: 'Variables' }).click();
  await page.getByRole('row', { name: 'beratung' }).press('Enter');
  await page.getByRole('row', { name: 'anlass' }).press('Enter');
  await page.getByRole('dialog').getByText('hidden from your role').waitFor();
  expect(await page.locator('body').textContent()).not.toMatch(/Geburtstag|bert|strauss/);
  for (const name of ['Delete', 'Download everything'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
  await page.goto(`${baseUrl}/requests`);
  await page.getByRole('heading', { name: 'This page is not for your role' }).waitFor();
  expect(complaints).toEqual([]);
});
