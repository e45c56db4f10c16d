import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Answer, startReceiver } from '../../shared/outbound/testing/start-receiver.ts';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole } from './open-console.ts';

const owner = 'inhaberin@blumenhaus';
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  const entries = Array.from({ length: 3 }, () => ({ level: 'warn', event: 'api.failed' }));
  await call(stack, 'POST', '/v1/runtime-log', entries);
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

/** Presses a button that saves a file. Returns the lines of the file. */
async function linesSavedBy(page: Page, name: string): Promise<string[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, name)]);
  return (await readFile(await download.path(), 'utf8')).trim().split('\n');
}

const press = async (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).press('Enter');

test('the manager log shows who did what, can be filtered by action, and shows the details of an entry', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.getByRole('link', { name: 'Manager log' }).click();
  await page.getByRole('row', { name: owner }).first().waitFor();
  await page.getByRole('button', { name: 'Action' }).press('Enter');
  await page.getByRole('option', { name: 'Session: signed in' }).press('Enter');
  await page.getByRole('grid').getByText('Session: signed in').first().waitFor();
  expect(new URL(page.url()).search).toBe('?action=sessions.begin');
  await page.getByRole('row', { name: owner }).first().press('Enter');
  await page.getByRole('dialog').getByText('sessions.begin').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the export of the manager log contains exactly the entries that the page shows with its filters', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/manager-log?action=sessions.begin`);
  await page.getByText(/entr(y|ies), that is all/).waitFor();
  const shown = await page.getByRole('row', { name: owner }).count();
  const [, ...rows] = await linesSavedBy(page, 'Export as CSV');
  expect([rows.length, rows.every((row) => row.includes('sessions.begin'))]).toEqual([shown, true]);
  await page.goto(`${baseUrl}/manager-log?action=customers.merge`);
  await page.getByRole('heading', { name: 'No entries' }).waitFor();
  expect(await linesSavedBy(page, 'Export as CSV')).toHaveLength(1);
  expect(complaints).toEqual([]);
});

test('the storage page shows the number of keys of a category, and lists the keys when the category is opened', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${baseUrl}/storage`);
  await page.getByRole('button', { name: '1 key Runtime log' }).press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Keys: Runtime log' });
  await sheet.getByText('Destroyed at the earliest').waitFor();
  await sheet.getByText('3 records').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  const keys = asked.filter((url) => url.includes('/v1/tenant/keys'));
  expect(keys.map((url) => new URL(url).search)).toEqual([
    '?only=numbers',
    '?protects=runtime_log',
  ]);
  expect(complaints).toEqual([]);
});

test('before a retention is shortened, the page shows what will be deleted; the change waits a day and can be undone', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/storage`);
  await page.getByRole('button', { name: 'Change Runtime log' }).press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Runtime log' });
  const days = sheet.getByRole('textbox', { name: 'Days to keep a record' });
  await days.fill('2');
  await days.press('Tab');
  await sheet.getByRole('img', { name: 'Records of Runtime log' }).locator('svg').waitFor();
  await sheet.getByText('Wait 24 hours first').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await press(page, 'Apply');
  const question = page.getByRole('alertdialog');
  expect(await question.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
  await question.getByRole('textbox').fill('DELETE 3 RECORDS');
  await question.getByRole('button', { name: 'Apply' }).press('Enter');
  await page.getByText('Runtime log: kept for 2 days only').waitFor();
  const { body } = await call(stack, 'GET', '/v1/tenant');
  expect([body.cooling_off_hours, body.categories.runtime_log.effective_days]).toEqual([24, 7]);
  await press(page, 'Undo');
  await page.getByText('Runtime log: kept for 2 days only').waitFor({ state: 'detached' });
  expect((await call(stack, 'GET', '/v1/tenant')).body.pending).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a new API key is shown once; after the key is replaced, both the old and the new key work', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/settings?tab=keys`);
  await press(page, 'New key');
  await page.getByRole('textbox', { name: 'Name' }).fill('shop-backend');
  await page.getByRole('checkbox', { name: 'read Customers' }).press(' ');
  expect(await findBarriers(page)).toEqual([]);
  await press(page, 'Create');
  const shown = page.getByRole('dialog', { name: 'Your new key' }).locator('pre');
  const first = (await shown.textContent())?.trim();
  expect(first).toMatch(/^mf_blumenhaus_[0-9a-f]{64}$/);
  await page.evaluate(() => {
    navigator.clipboard.writeText = async () => Promise.reject(new Error('not allowed'));
  });
  await press(page, 'Copy');
  await page.getByRole('button', { name: 'Select it and copy it by hand' }).waitFor();
  await press(page, 'I have kept it');
  expect(await page.locator('body').textContent()).not.toContain(first);
  await press(page, 'Replace shop-backend');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Replace', exact: true })
    .press('Enter');
  const second = (await shown.textContent())?.trim();
  await press(page, 'I have kept it');
  const status = async (key: string | undefined) =>
    (await call(stack, 'GET', '/v1/customers', undefined, { authorization: `Bearer ${key}` }))
      .status;
  expect([await status(first), await status(second)]).toEqual([200, 200]);
  const { body } = await call(stack, 'GET', '/v1/tenant/api-keys');
  const named = body.items.filter((each: { name: string }) => each.name === 'shop-backend');
  expect(named.map((each: { expires_at: string | null }) => typeof each.expires_at)).toContain(
    'string',
  );
  expect(page.url()).not.toContain(String(first));
  expect(complaints).toEqual([]);
});

test.each(['modules', 'members', 'rules', 'controller', 'transfer', 'end'])(
  'on a phone, the tab `%s` of the settings opens without an error or an accessibility fault',
  async (tab) => {
    const { page, complaints } = await openConsole(browser, baseUrl, owner, { width: 360 });
    await page.goto(`${baseUrl}/settings?tab=${tab}`);
    await page.getByRole('tabpanel').locator('button').first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  },
);

test('a system for device data is added, tested, changed and removed, and each of its secrets is shown once', async () => {
  const status = { answered: 204 };
  const answer: Answer = (response) => response.writeHead(status.answered).end();
  const { port, received } = await startReceiver(answer, 'http');
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/settings?tab=transfer`);
  await page.getByText('No system yet').waitFor();
  await press(page, 'New system');
  const fill = (name: string, text: string) => page.getByRole('textbox', { name }).fill(text);
  await fill('Short name', 'crm');
  await fill('Address', `http://127.0.0.1:${port}/hook`);
  await page.getByRole('button', { name: 'How Mayfly signs in there' }).press('Enter');
  await page.getByRole('option', { name: 'OAuth' }).press('Enter');
  const scope = page.getByRole('textbox', { name: 'Scope' });
  await scope.pressSequentially('read write');
  expect(await scope.inputValue()).toBe('read write');
  await page.getByRole('button', { name: 'How Mayfly signs in there' }).press('Enter');
  await page.getByRole('option', { name: 'Bearer' }).press('Enter');
  await fill('Token', 'geheim');
  await press(page, 'Add a field');
  expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await fill('Variable 1', 'vorname');
  await fill('Field 1', 'contact.first');
  expect(await findBarriers(page)).toEqual([]);
  await press(page, 'Save');
  const secret = page.getByRole('region', { name: 'Secrets of crm' }).getByText(/^whsec_/);
  const first = (await secret.textContent()) ?? '';
  await press(page, 'I have kept them');
  expect(await page.locator('body').textContent()).not.toContain(first);
  await press(page, 'Test crm');
  await page.getByText('The system accepted the test (status 204).').waitFor();
  expect(received[0]?.headers['authorization']).toBe('Bearer geheim');
  await press(page, 'Change crm');
  await page.getByText('Leave this empty to keep the stored value.').waitFor();
  await press(page, 'Remove the field vorname');
  await press(page, 'Save');
  await page.getByText('all variables').waitFor();
  status.answered = 404;
  // The list is loaded again after the change. Until then, the press of a key may have no effect.
  await vi.waitFor(async () => {
    await press(page, 'Test crm');
    await page.getByText('The system refused the test (status 404).').waitFor({ timeout: 3_000 });
  }, 30_000);
  expect(received[1]?.headers['authorization']).toBe('Bearer geheim');
  await press(page, 'New secret crm');
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'New secret' }).press('Enter');
  await secret.waitFor();
  expect(await secret.textContent()).not.toBe(first);
  expect(await findBarriers(page)).toEqual([]);
  await press(page, 'I have kept them');
  await press(page, 'Remove crm');
  await question.getByRole('button', { name: 'Remove' }).press('Enter');
  await page.getByText('No system yet').waitFor();
  expect(complaints).toEqual([]);
});

test('a recipient gets an endpoint with two secrets, and a failed test is reported', async () => {
  const { port } = await startReceiver((response) => response.writeHead(503).end(), 'http');
  const purpose = { de: 'Versand', en: 'Shipping' };
  const named = {
    name: 'Versand Beispiel GmbH',
    purpose,
    country: 'DE',
    categories: ['customers'],
  };
  await call(stack, 'PUT', '/v1/tenant/particulars', { recipients: [named] });
  const { page, complaints } = await openConsole(browser, baseUrl, owner, { width: 360 });
  await page.goto(`${baseUrl}/settings?tab=recipients`);
  await page.getByText('No endpoint yet').waitFor();
  await press(page, 'New endpoint');
  await page.getByRole('textbox', { name: 'Short name' }).fill('versand');
  await page.getByRole('textbox', { name: 'Address' }).fill(`http://127.0.0.1:${port}/`);
  await press(page, 'Save');
  const once = page.getByRole('region', { name: 'Secrets of versand' });
  await once.getByText(/^whsec_/).waitFor();
  await once.getByText(/^match_/).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await press(page, 'I have kept them');
  await page.getByText('· Customers').waitFor();
  await press(page, 'Test versand');
  await page.getByText('The endpoint did not accept the test').waitFor();
  await press(page, 'Remove versand');
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Remove' }).press('Enter');
  await page.getByText('No endpoint yet').waitFor();
  expect(complaints).toEqual([]);
});

test('an owner names a recipient, limits what it receives, and removes it', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner, { width: 360 });
  await page.goto(`${baseUrl}/settings?tab=recipients`);
  await press(page, 'Name a recipient');
  await page.getByRole('textbox', { name: 'Name of the recipient' }).fill('Druckerei am Wall');
  await page.getByRole('textbox', { name: 'Purpose, in German' }).fill('Druck von Gutscheinen');
  await page.getByRole('button', { name: 'Country' }).press('Enter');
  await page.getByRole('option', { name: 'Austria' }).press('Enter');
  expect(await findBarriers(page)).toEqual([]);
  await press(page, 'Save');
  await page.getByText('Druck von Gutscheinen · Austria').waitFor();
  const named = async () => {
    const { body } = await call(stack, 'GET', '/v1/tenant/particulars');
    const found = body.recipients as { name: string; categories?: string[] }[];
    return found.find(({ name }) => name === 'Druckerei am Wall');
  };
  expect(await named()).toEqual({
    name: 'Druckerei am Wall',
    purpose: { de: 'Druck von Gutscheinen' },
    country: 'AT',
  });
  await press(page, 'Change Druckerei am Wall');
  await page.getByRole('checkbox', { name: 'Chat messages' }).uncheck();
  await press(page, 'Save');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await named())?.categories).toHaveLength(11);
  expect((await named())?.categories).not.toContain('chat_messages');
  await press(page, 'Remove Druckerei am Wall');
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Remove' }).press('Enter');
  await page.getByText('Druckerei am Wall', { exact: true }).waitFor({ state: 'detached' });
  expect(await named()).toBeUndefined();
  expect(complaints).toEqual([]);
});

test.each(['transfer', 'recipients'])(
  'if the list in the settings about %s cannot be loaded, the page says so, and can load the list again',
  async (tab) => {
    const { page } = await openConsole(browser, baseUrl, owner);
    const lists = /\/v1\/(?:transfer-endpoints|tenant\/notice-endpoints)$/;
    await page.route(lists, (route) => route.fulfill({ status: 400, json: {} }));
    await page.goto(`${baseUrl}/settings?tab=${tab}`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByText(/No (?:system|endpoint|recipient)/).count()).toBe(0);
    await page.unroute(lists);
    await press(page, 'Try again');
    await page.getByText(/No (?:system|endpoint|recipient)/).waitFor();
  },
);

test('an owner invites a person, changes their role, and removes them', async () => {
  const { page } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/settings?tab=members`);
  await page.getByRole('textbox', { name: 'Email address' }).fill('nora@example.org');
  await press(page, 'Invite');
  await page.getByRole('button', { name: 'Role of nora@example.org' }).press('Enter');
  await page.getByRole('option', { name: 'editor' }).press('Enter');
  await page.getByRole('button', { name: /editor.*Role of nora@/ }).waitFor();
  await press(page, 'Remove: nora@example.org');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).press('Enter');
  const row = page.getByText('nora@example.org', { exact: true });
  await row.waitFor({ state: 'detached' });
  expect(await row.count()).toBe(0);
});

test('a search by actor finds entries of the manager log, and the page’s URL does not contain the actor’s email address', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/manager-log`);
  const grid = page.getByRole('grid');
  await grid.getByText('Session: signed in').first().waitFor();
  const box = page.getByRole('textbox', { name: 'Email of a person' });
  await box.fill('nobody@example.org');
  await box.press('Enter');
  await page.getByRole('heading', { name: 'No entries' }).waitFor();
  await page.getByRole('button', { name: 'Show all again' }).press('Enter');
  await box.fill('inhaberin@blumenhaus.example.com'.toUpperCase());
  await box.press('Enter');
  await grid.getByText('Session: signed in').first().waitFor();
  expect(page.url()).not.toContain('blumenhaus');
  expect(await findBarriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the browser checks the seals of the log, and reports a seal without a valid signature', async () => {
  const later = new Date(Date.now() + 2 * 3_600_000).toISOString();
  await call(stack, 'POST', '/_local/clock', { now: later });
  await call(stack, 'POST', '/_local/scheduler/seal/run');
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/manager-log`);
  const panel = page.getByRole('region', { name: 'Seals' });
  await page.getByRole('row', { name: owner }).first().waitFor();
  await press(page, 'Check the seals');
  await panel.getByText('All right').waitFor();
  await panel.getByText(/seals?: signed by this service/).waitFor();
  await panel.getByText('unchanged since the seal').waitFor();
  await panel.getByText('What this does not check').press('Enter');
  await panel
    .getByText('The command npm run verify-manager-log checks all entries and digests.')
    .waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.route('**/v1/manager-log/seals*', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      json: {
        ...(await answer.json()),
        items: [{ number: 1, hour: '2026-01-15T12', jws: 'e30.e30.e30' }],
      },
    });
  });
  await press(page, 'Check again');
  await panel.getByText('Seal 1 has no valid signature').waitFor();
  expect(complaints).toEqual([]);
});
