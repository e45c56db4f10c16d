import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole, overhangOf } from './open-console.ts';
import { savedBy } from './saved-by.ts';

const owner = 'inhaberin@blumenhaus';
const support = 'Sönke Petersen';
const anna = 'anna.ampel@example.com';
const bert = 'bert.busch@example.com';
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

const send = (method: string, path: string, body: unknown) => call(stack, method, path, body);

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  for (const email of [anna, bert])
    await send('PUT', '/v1/customers', { email, authenticated_by: 'sign_in', values: {} });
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

test('a request for access is completed with the archive that the page has made for it', async () => {
  const request = { kind: 'access', came_by: 'email', email: anna };
  const { body } = await send('POST', '/v1/requests', request);
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/requests?kind=access`);
  await page.getByRole('row', { name: 'Access (Art. 15)' }).press('Enter');
  await page.getByRole('button', { name: 'Look at this person' }).press('Enter');
  const make = page.getByRole('button', { name: 'Make and save the archive' });
  const [name] = await savedBy(page, () => make.press('Enter'));
  expect(name).toMatch(/^mayfly-access-[0-9a-f]{12}\.zip$/);
  await page.getByRole('button', { name: 'Complete the request' }).press('Enter');
  await page.getByRole('button', { name: 'Complete', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Complete and close' }).press('Enter');
  await page.locator('.mark-word').getByText('Completed').waitFor();
  const told = await call(stack, 'GET', `/v1/requests/${body.id}`);
  expect(told.body.closed.archive_id.slice(0, 12)).toBe(name.slice(-16, -4));
  expect(complaints).toEqual([]);
});

test('when a record is restricted because the person needs it for claims, the page saves an archive of the record at once; the role support sees only that the record exists', async () => {
  const dpo = await openConsole(browser, baseUrl, 'dpo@');
  await dpo.page.goto(`${baseUrl}/requests?view=person`);
  await dpo.page.getByRole('textbox', { name: 'Email address' }).fill(bert);
  await dpo.page.getByRole('button', { name: 'Find' }).press('Enter');
  await dpo.page.getByRole('button', { name: 'Restrict…' }).press('Enter');
  await dpo.page.getByRole('button', { name: 'Ground' }).press('Enter');
  await dpo.page.getByRole('option', { name: 'The person needs it for claims' }).press('Enter');
  const restrict = dpo.page.getByRole('button', { name: 'Restrict', exact: true });
  const [name, archive] = await savedBy(dpo.page, () => restrict.press('Enter'));
  expect(name).toMatch(/^mayfly-record-[0-9a-f]{12}\.zip$/);
  expect(archive.subarray(0, 2).toString()).toBe('PK');
  await dpo.page.getByRole('heading', { name: 'Archive of the restricted record' }).waitFor();
  expect(await dpo.page.locator('.secret code').count()).toBe(1);
  expect(await findBarriers(dpo.page)).toEqual([]);
  await dpo.page.getByRole('tab', { name: 'Restricted' }).click();
  const again = dpo.page.getByRole('button', { name: 'Make an archive of the record' });
  expect((await savedBy(dpo.page, () => again.press('Enter')))[0]).toMatch(/^mayfly-record-/);
  expect(dpo.complaints).toEqual([]);

  const look = { locale: 'de-DE', width: 360 };
  const { page, complaints } = await openConsole(browser, baseUrl, support, look);
  await page.goto(`${baseUrl}/requests?view=person`);
  await page.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill(bert);
  await page.getByRole('button', { name: 'Suchen', exact: true }).press('Enter');
  await page.getByRole('note').getByText('hier nicht zu sehen: 1 Datensatz').waitFor();
  await page.getByRole('button', { name: 'Archiv erstellen und speichern' }).press('Enter');
  await page.getByRole('alert').getByText('Das Archiv würde eingeschränkte').waitFor();
  expect(await overhangOf(page)).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
  // A browser reports every refused request, here the request for the archive.
  expect(complaints).toEqual([expect.stringContaining('403')]);
});

test('a data protection officer gives the IDs of entries whose text the archive withholds; an unknown ID is refused', async () => {
  const { body } = await send('POST', '/v1/customers/search', { email: anna });
  const { page, complaints } = await openConsole(browser, baseUrl, 'dpo@');
  await page.goto(`${baseUrl}/requests?view=person`);
  await page.getByRole('textbox', { name: 'Email address' }).fill(anna);
  await page.getByRole('button', { name: 'Find' }).press('Enter');
  await page.getByText('Withhold text for the rights of others').click();
  const ids = page.getByRole('textbox', { name: 'IDs of the entries' });
  await ids.fill(body.items[0].id);
  expect(await findBarriers(page)).toEqual([]);
  const make = page.getByRole('button', { name: 'Make and save the archive' });
  expect((await savedBy(page, () => make.press('Enter')))[0]).toMatch(/^mayfly-access-/);
  expect(complaints).toEqual([]);
  await ids.fill('0'.repeat(32));
  await make.press('Enter');
  await page.getByRole('alert').getByText('An ID does not fit').waitFor();
});

test('an owner saves the archive of a period; the roles dpo and support do not see the form for it', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner, { width: 360 });
  await page.goto(`${baseUrl}/storage`);
  await page.getByRole('tab', { name: 'Archive' }).click();
  await page.getByRole('button', { name: 'Chat messages Category' }).press('Enter');
  await page.getByRole('option', { name: 'Customers' }).press('Enter');
  const make = page.getByRole('button', { name: 'Make and save the archive' });
  const [name, archive] = await savedBy(page, () => make.press('Enter'));
  expect(name).toMatch(/^mayfly-period-customers-[0-9a-f]{12}\.zip$/);
  for (const file of ['data.json', 'csv/customers-restricted.csv', 'signature.jws'])
    expect(archive.includes(file)).toBe(true);
  await page.getByRole('status').getByText('2 records').waitFor();
  expect(await overhangOf(page)).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
  for (const who of ['dpo@', support]) {
    const other = await openConsole(browser, baseUrl, who);
    await other.page.goto(`${baseUrl}/storage`);
    await other.page.getByRole('tab', { name: 'Categories' }).waitFor();
    expect(await other.page.getByRole('tab', { name: 'Archive' }).count()).toBe(0);
  }
});

test('if a period has too many records, the page states this reason, and shows no password of an archive', async () => {
  const { page } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/storage`);
  await page.route('**/v1/subjects/export', (route) =>
    route.fulfill({
      status: 400,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'validation-failed', status: 400, title: '', detail: '' }),
    }),
  );
  await page.getByRole('tab', { name: 'Archive' }).click();
  await page.getByRole('button', { name: 'Make and save the archive' }).press('Enter');
  await page.getByRole('alert').getByText('More than 20,000 records').waitFor();
  expect(await page.locator('.secret').count()).toBe(0);
});
