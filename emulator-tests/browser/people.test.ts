import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole } from './open-console.ts';
import { savedBy } from './saved-by.ts';

const owner = 'inhaberin@blumenhaus';
const anna = 'anna.ampel@example.com';
const bert = 'bert.busch@example.com';
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

const send = (method: string, path: string, body: unknown) => call(stack, method, path, body);
const signIn = (email: string, values: object) =>
  send('PUT', '/v1/customers', { email, authenticated_by: 'sign_in', values });
const earn = (email: string) =>
  send('POST', '/v1/loyalty-transactions', { email, coins: 10, reason: 'besuch' });

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  await signIn(anna, { ort: 'Bonn' });
  await earn(anna);
  await signIn(bert, { ort: 'Köln', stufe: 3 });
  const run = { experience_id: 'beratung', instance_id: 'c-1' };
  await send('PUT', '/v1/variables', { ...run, name: 'anlass', value: 'Geburtstag' });
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...run, name: 'foto' })) form.append(name, value);
  form.append('file', new Blob(['Strauß'], { type: 'text/plain' }), 'strauss.txt');
  const headers = { authorization: `Bearer ${stack.description.api_key}` };
  await fetch(`${baseUrl}/v1/variables/file`, { method: 'POST', headers, body: form });
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

const openAs = async (who: string) => openConsole(browser, baseUrl, who);

test('the person of a recorded request is erased after the owner types a phrase; then the owner completes the request with the id of the erasure', async () => {
  const { page, complaints } = await openAs(owner);
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByRole('heading', { name: 'No request is open' }).waitFor();
  await page.getByRole('button', { name: 'New request' }).press('Enter');
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: 'What is asked for' }).press('Enter');
  await page.getByRole('option', { name: 'Erasure (Art. 17)' }).press('Enter');
  await form.getByRole('textbox', { name: 'Email address, phone number' }).fill(anna);
  await form.getByRole('textbox', { name: 'In their own words' }).fill('Bitte alles löschen');
  await form.getByRole('button', { name: 'Add the request' }).press('Enter');
  await page
    .getByRole('row', { name: 'Erasure (Art. 17)' })
    .getByText(/days left/)
    .waitFor();
  await page.getByText('Bitte alles löschen').waitFor();
  expect(await findBarriers(page)).toEqual([]);

  await page.getByRole('button', { name: 'Look at this person' }).press('Enter');
  const clock = page.getByRole('slider');
  await clock.focus();
  expect(await clock.getAttribute('aria-valuetext')).toMatch(/^Customers: 1 record, .*in 180 days/);
  await clock.press('End');
  expect(await clock.getAttribute('aria-valuetext')).toMatch(/^Loyalty transactions: 1 record/);
  await page.getByText('Coins', { exact: true }).waitFor();
  expect(await findBarriers(page)).toEqual([]);

  await page.getByRole('button', { name: 'Erase…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const act = dialog.getByRole('button', { name: 'Erase now' });
  expect(await act.isDisabled()).toBe(true);
  // This record is added while the dialog is open. If Mayfly did not check, it would erase this
  // record although nobody has seen it.
  await earn(anna);
  await dialog.getByRole('textbox').fill('erase 3 documents');
  await act.press('Enter');
  await dialog.getByText('Something was added or deleted since you looked').waitFor();
  expect(await act.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('erase 4 documents');
  await act.press('Enter');
  await page.getByText('Deleted for everyone: 4 documents.').waitFor();
  const salt = (await page.locator('.secret code').textContent()) ?? '';
  expect(salt).toMatch(/^[A-Za-z0-9_-]{22}$/);
  const save = page.getByRole('button', { name: 'Save the receipt', exact: true });
  const [name, content] = await savedBy(page, () => save.press('Enter'));
  expect(name).toMatch(/^mayfly-receipt-[0-9a-f]{32}\.json$/);
  expect(JSON.parse(content.toString())).toMatchObject({ salt });
  await page.getByRole('button', { name: 'Search again' }).press('Enter');
  await page.getByText('A receipt of absence was signed').waitFor();

  await page.getByRole('button', { name: 'Complete the request' }).press('Enter');
  await page.getByText('The request no longer names the person').waitFor();
  await page.getByRole('button', { name: 'Complete', exact: true }).press('Enter');
  const proof = page.getByRole('dialog').getByRole('textbox', { name: 'Id of the erasure' });
  expect(await proof.inputValue()).toMatch(/^[0-9a-f]{32}$/);
  await page.getByRole('button', { name: 'Complete and close' }).press('Enter');
  await page.getByText('Letters to send').waitFor();
  await page.locator('.mark-word').getByText('Completed').waitFor();

  await page.getByRole('tab', { name: 'Receipts' }).click();
  await page.getByRole('button', { name: 'Check all that are shown' }).press('Enter');
  await page.getByText('All is in order.').waitFor();
  expect(await page.getByText(/Receipt \d: (?:Erasure|Nothing found)/).count()).toBe(2);
  expect(await findBarriers(page)).toEqual([]);
  expect(page.url()).toBe(`${baseUrl}/requests?view=receipts`);
  // A browser reports every refused request. Here Mayfly has answered 409, because the owner
  // confirmed three documents when there were four.
  expect(complaints).toEqual([expect.stringContaining('409')]);
});

test('a customer is found in the list, a value is changed, and the earlier values are deleted', async () => {
  const { page, complaints } = await openAs(owner);
  await page.getByRole('link', { name: 'Customers' }).click();
  await page.getByRole('row', { name: bert }).press('Enter');
  await page.getByRole('button', { name: 'Change stufe' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('zwölf');
  await dialog.getByText('This is not a number.').waitFor();
  const save = dialog.getByRole('button', { name: 'Save' });
  expect(await save.isDisabled()).toBe(true);
  // Another value of the customer is changed in the meantime. That change must not be lost.
  await signIn(bert, { ort: 'Aachen', stufe: 3 });
  await dialog.getByRole('textbox', { name: 'Value' }).fill('12,5');
  await save.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('12.5').waitFor();
  const read = async () =>
    (await send('POST', '/v1/customers/search', { email: bert })).body.items[0].values;
  expect(await read()).toEqual({ ort: 'Aachen', stufe: 12.5 });

  await page.getByText('Earlier values').press('Enter');
  await page.locator('.history').getByText('Köln').waitFor();
  await page.getByRole('button', { name: 'Delete the history' }).press('Enter');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: 'Delete', exact: true })
    .press('Enter');
  await page.getByText('No earlier values are stored.').waitFor();
  await page.getByRole('button', { name: 'Remove ort' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).press('Enter');
  await page.getByRole('button', { name: 'Change ort' }).waitFor({ state: 'detached' });
  expect(await read()).toEqual({ stufe: 12.5 });
  expect(await findBarriers(page)).toEqual([]);

  const make = page.getByRole('button', { name: 'Make and save the archive' });
  const [name, archive] = await savedBy(page, () => make.press('Enter'));
  expect(name).toMatch(/^mayfly-access-[0-9a-f]{12}\.zip$/);
  expect(archive.subarray(0, 2).toString()).toBe('PK');
  expect(archive.includes('bert.busch')).toBe(false);
  expect(await page.locator('.secret code').textContent()).toMatch(
    /^(?:[A-Z2-9]{5}-){4}[A-Z2-9]{5}$/,
  );
  expect([page.url(), await page.title()]).toEqual([`${baseUrl}/customers`, 'Mayfly']);
  const kept = await page.evaluate(async () => [
    { ...localStorage },
    { ...sessionStorage },
    await indexedDB.databases(),
    await caches.keys(),
  ]);
  expect(kept).toEqual([{}, {}, [], []]);
  expect(complaints).toEqual([]);
});

test('a key that is added to an object while a user edits the object is kept', async () => {
  const carla = 'carla.clematis@example.com';
  await signIn(carla, { garten: { beete: 1, bäume: 2 } });
  const { page, complaints } = await openAs(owner);
  await page.getByRole('link', { name: 'Customers' }).click();
  await page.getByRole('row', { name: carla }).press('Enter');
  await page.getByRole('button', { name: 'Change garten' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: 'Save' });
  await dialog.getByRole('textbox', { name: 'Value' }).fill('{"beete": null, "bäume": 2}');
  await dialog.getByText('You cannot add a null to an object.').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await signIn(carla, { garten: { beete: 1, bäume: 2, hecken: 3 } });
  await dialog.getByRole('textbox', { name: 'Value' }).fill('{"beete": 9, "bäume": 2}');
  await save.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const { body } = await send('POST', '/v1/customers/search', { email: carla });
  expect(body.items[0].values).toEqual({ garten: { beete: 9, bäume: 2, hecken: 3 } });
  expect(complaints).toEqual([]);
});

test('variables of an experience are shown; a file and all values are downloaded; a variable is deleted', async () => {
  const { page, complaints } = await openAs(owner);
  await page.getByRole('link', { name: 'Variables' }).click();
  await page.getByRole('row', { name: 'beratung' }).press('Enter');
  await page.getByRole('row', { name: 'foto' }).press('Enter');
  const sheet = page.getByRole('dialog');
  const download = sheet.getByRole('button', { name: 'Download the file' });
  const [name, file] = await savedBy(page, () => download.press('Enter'));
  expect([name, file.toString()]).toEqual(['strauss.txt', 'Strauß']);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Download everything' }).press('Enter');
  await page.getByText('2 variables as CSV and 1 file').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  const all = page.getByRole('button', { name: 'Download the archive' });
  const [archiveName, archive] = await savedBy(page, () => all.press('Enter'));
  expect(archiveName).toBe('mayfly-beratung.zip');
  expect(archive.includes('variables.csv')).toBe(true);
  expect(archive.includes('Geburtstag')).toBe(false);
  await page.getByText('Saved as mayfly-beratung.zip').waitFor();
  await page.getByRole('button', { name: 'Close' }).press('Enter');

  await page.getByRole('row', { name: 'anlass' }).press('Enter');
  await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: 'Delete', exact: true })
    .press('Enter');
  await page.getByText('1 entry, that is all').waitFor();
  expect(complaints).toEqual([]);
});
