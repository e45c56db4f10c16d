import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, stopStack } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole } from './open-console.ts';
import { savedBy } from './saved-by.ts';

const owner = 'inhaberin@blumenhaus';
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
}, 120_000);

afterAll(async () => {
  await browser.close();
  await stopStack(stack);
});

const press = async (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).press('Enter');

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: label }).press('Enter');
  await page.getByRole('option', { name: option, exact: true }).press('Enter');
}

const tenant = async () => (await call(stack, 'GET', '/v1/tenant')).body;

test('an owner switches a module off, and registers the origin of the tenant’s pages', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/settings`);
  const { modules } = await tenant();
  const form = page.getByRole('form', { name: 'Modules in use' });
  await form.getByRole('checkbox', { name: 'SMS opt-in' }).press(' ');
  await form.getByRole('button', { name: 'Save' }).press('Enter');
  await form.getByRole('status').getByText('Saved').waitFor();
  expect((await tenant()).modules).toHaveLength(modules.length - 1);
  const origins = page.getByRole('form', { name: 'Origins of your pages' });
  await origins.getByRole('textbox').fill('not an origin');
  await origins.getByRole('button', { name: 'Save' }).press('Enter');
  await origins.getByRole('alert').waitFor();
  await origins.getByRole('textbox').fill('https://shop.example.com');
  await origins.getByRole('button', { name: 'Save' }).press('Enter');
  await origins.getByRole('status').getByText('Saved').waitFor();
  expect((await tenant()).origins).toEqual(['https://shop.example.com']);
  // A browser reports every refused request, here the one with the wrong origin.
  expect(complaints).toEqual([expect.stringContaining('422')]);
});

test('if settings change while an owner edits them, the owner does not overwrite the change', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/settings`);
  const form = page.getByRole('form', { name: 'Modules in use' });
  const mine = form.getByRole('checkbox', { name: /^WeChat/ });
  const theirs = form.getByRole('checkbox', { name: /^WhatsApp/ });
  await mine.waitFor();
  const { modules } = await tenant();
  const without = (...gone: string[]) => modules.filter((id: string) => !gone.includes(id));
  await call(stack, 'PUT', '/v1/tenant', { modules: without('whatsapp') });
  await mine.press(' ');
  const save = form.getByRole('button', { name: 'Save' });
  await save.press('Enter');
  await form.getByRole('alert').getByText('It has changed meanwhile').waitFor();
  await expect.poll(() => theirs.isChecked()).toBe(false);
  expect(await mine.isChecked()).toBe(false);
  await save.press('Enter');
  await form.getByRole('status').getByText('Saved').waitFor();
  expect((await tenant()).modules).toEqual(without('whatsapp', 'wechat'));

  const origins = page.getByRole('form', { name: 'Origins of your pages' });
  const box = origins.getByRole('textbox');
  const before: string[] = (await tenant()).origins;
  const [added, other] = ['https://mine.example.com', 'https://theirs.example.com'];
  await box.fill([...before, added].join('\n'));
  await call(stack, 'PUT', '/v1/tenant', { origins: [...before, other] });
  await origins.getByRole('button', { name: 'Save' }).press('Enter');
  await origins.getByRole('alert').getByText('It has changed meanwhile').waitFor();
  await expect.poll(() => box.inputValue()).toBe([...before, other, added].join('\n'));
  await origins.getByRole('button', { name: 'Save' }).press('Enter');
  await origins.getByRole('status').getByText('Saved').waitFor();
  expect((await tenant()).origins.toSorted()).toEqual([...before, other, added].toSorted());

  await page.getByRole('tab', { name: 'Rules' }).click();
  const saveRules = page.getByRole('button', { name: 'Save', exact: true }).first();
  await choose(page, 'Region of telephone numbers', 'Belgium');
  await saveRules.press('Enter');
  await page.getByText('Saved. It takes effect').first().waitFor();
  await call(stack, 'PUT', '/v1/tenant', { default_region: 'CH' });
  await choose(page, 'Time zone', 'Europe/Zurich');
  await saveRules.press('Enter');
  await page.getByRole('alert').getByText('It has changed meanwhile').waitFor();
  await saveRules.press('Enter');
  await page.getByText('Saved. It takes effect').first().waitFor();
  expect(await tenant()).toMatchObject({ default_region: 'CH', time_zone: 'Europe/Zurich' });

  await page.getByRole('tab', { name: 'Controller' }).click();
  const office = page.getByRole('form', { name: 'Data protection officer' });
  await office.getByRole('textbox', { name: 'Telephone' }).fill('030 23125014');
  const dpo = { email: 'datenschutz@example.com' };
  await call(stack, 'PUT', '/v1/tenant/particulars', { dpo });
  await office.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await office.getByRole('alert').getByText('It has changed meanwhile').waitFor();
  await office.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await office.getByText('Saved. It takes effect').waitFor();
  const { body } = await call(stack, 'GET', '/v1/tenant/particulars');
  expect(body.dpo).toEqual({ ...dpo, phone: '030 23125014' });
  // A browser reports every refused request, here the four with an outdated ETag.
  expect(complaints).toEqual(Array.from({ length: 4 }, () => expect.stringContaining('412')));
});

test('an owner sets the region of telephone numbers, a legal basis and the controller', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/settings?tab=rules`);
  await choose(page, 'Region of telephone numbers', 'Austria');
  await page.getByRole('button', { name: 'Save', exact: true }).first().press('Enter');
  await page.getByText('Saved. It takes effect').first().waitFor();
  expect((await tenant()).default_region).toBe('AT');
  const bases = page.getByRole('form', { name: 'Legal bases' });
  await bases.getByRole('button', { name: 'Customers' }).press('Enter');
  await page.getByRole('option', { name: 'Legitimate interests (f)' }).press('Enter');
  await bases.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await bases.getByText('Saved. It takes effect').waitFor();
  await page.getByRole('tab', { name: 'Controller' }).click();
  const office = page.getByRole('form', { name: 'Controller' });
  await office.getByRole('textbox', { name: 'Name' }).fill('Blumenhaus Beispiel GmbH');
  await office
    .getByRole('textbox', { name: 'Postal address' })
    .fill('Beispielallee 3, 00000 Musterstadt');
  await office.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await office.getByText('Saved. It takes effect').waitFor();
  const { body } = await call(stack, 'GET', '/v1/tenant/particulars');
  expect(body.legal_bases.customers.basis).toBe('legitimate_interests');
  expect(body.controller).toMatchObject({ name: 'Blumenhaus Beispiel GmbH' });
  expect(complaints).toEqual([]);
});

test('if a change would leave the tenant without an owner, the page gives the reason for the refusal and says what to do', async () => {
  const { page } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/settings?tab=members`);
  const row = page.getByRole('listitem').filter({ hasText: 'inhaberin@blumenhaus' });
  await row.getByRole('button', { name: /Role of/ }).press('Enter');
  await page.getByRole('option', { name: 'viewer' }).press('Enter');
  await row.getByRole('alert').getByText('This is the last owner.').waitFor();
  await row.getByText('Make somebody else an owner first.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await row.getByRole('button', { name: /owner.*Role of/ }).waitFor();
});

test('an owner confirms the revocation of a key, and the key stops working', async () => {
  const made = { name: 'old-shop', scopes: ['customers:read'] };
  const { body } = await call(stack, 'POST', '/v1/tenant/api-keys', made);
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/settings?tab=keys`);
  await press(page, 'Revoke old-shop');
  const question = page.getByRole('alertdialog');
  await question.getByText('stops working everywhere').waitFor();
  await question.getByRole('button', { name: 'Revoke', exact: true }).press('Enter');
  await page.getByText('revoked', { exact: true }).waitFor();
  const headers = { authorization: `Bearer ${body.key}` };
  const status = async () => (await call(stack, 'GET', '/v1/customers', undefined, headers)).status;
  await expect.poll(status, { timeout: 10_000 }).toBe(401);
  expect(complaints).toEqual([]);
});

test('an owner saves the record of processing, the deletion concept and the deletion log', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/storage`);
  await page.getByRole('tab', { name: 'Documents' }).click();
  const files = [
    [/^In German.*Record of processing activities$/, 'record-of-processing-de.html'],
    [/^In English.*Deletion concept$/, 'deletion-concept-en.html'],
    [/^In English.*Deletion log$/, 'deletion-log-en.html'],
  ] as const;
  for (const [name, file] of files) {
    const button = page.getByRole('button', { name });
    const [saved, content] = await savedBy(page, () => button.press('Enter'));
    expect(saved).toBe(file);
    expect(content.toString()).toMatch(/^<!doctype html>/i);
  }
  expect(complaints).toEqual([]);
});

test('to erase a category, an owner types the number of its records; before the erasure begins, the owner cancels it', async () => {
  const entry = { level: 'warn', event: 'api.failed' };
  await call(stack, 'POST', '/v1/runtime-log', [entry, entry]);
  await call(stack, 'PUT', '/v1/tenant', { cooling_off_hours: 24 });
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/storage`);
  await press(page, 'Change Runtime log');
  await press(page, 'Erase all records');
  const question = page.getByRole('alertdialog', { name: 'Erase Runtime log?' });
  const act = question.getByRole('button', { name: 'Erase', exact: true });
  expect(await act.isDisabled()).toBe(true);
  await question.getByRole('textbox').fill('ERASE 2 RECORDS');
  await act.press('Enter');
  await page.getByText('The erasure begins on').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.goto(`${baseUrl}/requests?view=erasures`);
  await page.getByText('A category: Runtime log').waitFor();
  await press(page, 'Cancel');
  const cancel = page.getByRole('alertdialog').getByRole('button', { name: 'Cancel the erasure' });
  await cancel.press('Enter');
  await page.locator('.mark-word').getByText('Cancelled').waitFor();
  expect((await call(stack, 'GET', '/v1/runtime-log')).body.items).toHaveLength(2);
  expect(complaints).toEqual([]);
});
