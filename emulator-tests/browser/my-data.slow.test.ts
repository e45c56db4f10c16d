import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';

let browser: Browser;
let stack: RunningStack;
let people = 0;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack()]);
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

/** Creates a token for a person. The returned `address` contains the token. */
async function giveToken(email: string) {
  const asked = { email, authenticated_by: 'sign_in' };
  const { body: given } = await call(stack, 'POST', '/v1/subject-tokens', asked);
  const { id, url, token } = given as unknown as { id: string; url: string; token: string };
  return { id, token, address: `/my-data${new URL(url).hash}` };
}

function newEmail(): string {
  people += 1;
  return `anna.${people}@example.org`;
}

/** Creates a person with stored data and a token. */
async function invite() {
  const email = newEmail();
  const body = { email, authenticated_by: 'sign_in', values: { ort: 'Bonn' } };
  await call(stack, 'POST', '/v1/customers', body);
  const entry = { level: 'info', event: 'sign_in.passed', email };
  await call(stack, 'POST', '/v1/runtime-log', entry);
  return { email, ...(await giveToken(email)) };
}

type Look = { readonly locale?: string; readonly colorScheme?: 'light' | 'dark'; width?: number };

/**
 * Opens the page in a browser with the given settings. The test fails at its end if the page has
 * reported an error, called another site, or put its token into a requested URL.
 */
async function open(address: string, look: Look = {}): Promise<Page> {
  const { locale = 'de-DE', colorScheme = 'light', width = 1_000 } = look;
  const viewport = { width, height: 800 };
  const context = await browser.newContext({ locale, colorScheme, viewport });
  const complaints: string[] = [];
  const page = await context.newPage();
  const { base_url: origin } = stack.description;
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isRefusal = /status of 4(?:01|03|09)/.test(message.text());
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(?:data|blob):/.test(request.url()))
      complaints.push(request.url());
    if (request.url().includes('mfs_')) complaints.push('the token is in a URL');
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  await page.goto(origin + address);
  return page;
}

const eraseAll = (page: Page) => page.getByRole('button', { name: 'Alles löschen' });

test('a person sees their data; the token is removed from the URL and is not stored', async () => {
  const { address, token, email } = await invite();
  const page = await open(address);
  await page.getByRole('heading', { name: 'Kunden' }).waitFor();
  expect(await page.getByRole('listitem').filter({ hasText: '1 Eintrag' }).count()).toBe(2);
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  expect(new URL(page.url()).hash).toBe('');
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state]),
  );
  const seen = (await page.content()) + kept;
  expect(seen).not.toContain(token);
  expect(seen).not.toContain(email);
});

test('a person erases everything after a confirmation, and gets a receipt', async () => {
  const { address, email } = await invite();
  const page = await open(address);
  await eraseAll(page).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Wirklich alles löschen?' });
  await dialog.waitFor();
  // When the dialog opens, the cancel button has the focus. Escape cancels too.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Abbrechen');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await eraseAll(page).click();
  await page.getByRole('button', { name: 'Endgültig löschen' }).click();
  const done = page.getByRole('heading', { name: 'Ihre Daten sind gelöscht' });
  await done.waitFor();
  expect(await done.evaluate((heading) => heading === document.activeElement)).toBe(true);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Quittung speichern' }).click();
  const file = await readFile(await (await downloading).path(), 'utf8');
  const { erasure, receipt, salt } = JSON.parse(file) as { [name: string]: string };
  expect(receipt).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(salt).toBeTruthy();
  const { body } = await call(stack, 'GET', `/v1/erasures/${erasure}`);
  expect(body).toMatchObject({ status: 'complete', authenticated_by: 'sign_in' });
  const preview = await call(stack, 'POST', '/v1/subjects/preview', { email });
  const counts = preview.body['categories'] as unknown as { count: number }[];
  expect(counts.every(({ count }) => count === 0)).toBe(true);
});

test('a person of whom only a note is stored learns that this note was erased; the page also tells screen readers whether something is stored', async () => {
  const email = newEmail();
  await call(stack, 'PUT', '/v1/conversations/conv-note/subject', { email });
  const page = await open((await giveToken(email)).address);
  const status = page.getByRole('status');
  await status.filter({ hasText: 'Das ist zu Ihrer Person gespeichert.' }).waitFor();
  await eraseAll(page).click();
  await page.getByRole('button', { name: 'Endgültig löschen' }).click();
  await page.getByText('Gelöscht wurde:').waitFor();
  expect(await page.getByRole('listitem').allTextContents()).toEqual(['Vermerke 1 Eintrag']);
  const later = await open((await giveToken(email)).address);
  const nothing = 'Zu Ihrer Person ist nichts gespeichert.';
  await later.getByRole('status').filter({ hasText: nothing }).waitFor();
  expect(await later.getByText('Das ist zu Ihrer Person gespeichert.').count()).toBe(0);
});

test('a person downloads an archive for access and an archive for portability', async () => {
  const { address } = await invite();
  const page = await open(address);
  for (const [name, kind] of [
    ['Auskunft herunterladen', 'access'],
    ['Daten zum Mitnehmen herunterladen', 'portability'],
  ] as const) {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`mayfly-${kind}.zip`);
    const file = await readFile(await download.path());
    expect(file.subarray(0, 2).toString('latin1')).toBe('PK');
    expect(file.includes('data.json')).toBe(true);
  }
});

test('if new data has arrived since the page was opened, the page shows it and erases nothing', async () => {
  const { address, email } = await invite();
  const page = await open(address);
  await eraseAll(page).waitFor();
  const entry = { level: 'info', event: 'sign_in.failed', email };
  await call(stack, 'POST', '/v1/runtime-log', entry);
  await eraseAll(page).click();
  await page.getByRole('button', { name: 'Endgültig löschen' }).click();
  await page.getByRole('alert').filter({ hasText: 'Es wurde nichts gelöscht' }).waitFor();
  await page.getByText('2 Einträge').waitFor();
  expect(await eraseAll(page).isVisible()).toBe(true);
});

test('with a revoked link, or without a link, the page says what to do', async () => {
  const { address, id } = await invite();
  await call(stack, 'DELETE', `/v1/subject-tokens/${id}`);
  const ended = await open(address, { locale: 'en-GB' });
  await ended.getByText('Ask the provider for a new link').waitFor();
  const bare = await open('/my-data', { locale: 'en-GB' });
  await bare.getByText('You need a link to open this page.').waitFor();
  for (const page of [ended, bare])
    expect(await page.getByRole('button', { name: 'Erase everything' }).count()).toBe(0);
});

test.each([
  [
    'de-DE',
    'Auskunft herunterladen',
    'Mit diesem Link lassen sich eingeschränkte Daten nicht herunterladen',
  ],
  [
    'en-GB',
    'Download everything about my data',
    'With this link you cannot download restricted data',
  ],
] as const)(
  'if the role support made the link, the page in %s says why it gives no archive with restricted data',
  async (locale, download, reason) => {
    const { email } = await invite();
    const { body } = await call(stack, 'POST', '/v1/customers/search', { email });
    const path = `/v1/customers/${body.items[0].id}/restriction`;
    await call(stack, 'PUT', path, { ground: 'accuracy_contested' });
    const asSupport = { authorization: `Bearer ${stack.description.managers.support}` };
    const asked = { email, authenticated_by: 'code' };
    const { body: given } = await call(stack, 'POST', '/v1/subject-tokens', asked, asSupport);
    const page = await open(`/my-data${new URL(given.url).hash}`, { locale });
    await page.getByRole('button', { name: download }).click();
    await page.getByRole('alert').filter({ hasText: reason }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(1);
  },
);

test.each([
  ['de-DE', 'light'],
  ['de-DE', 'dark'],
  ['en-GB', 'light'],
  ['en-GB', 'dark'],
] as const)(
  'in %s and %s the page does not scroll sideways at 360 px, has large buttons, and a button changes the language',
  async (locale, colorScheme) => {
    const { address } = await invite();
    const page = await open(address, { locale, colorScheme, width: 360 });
    await page.locator('.categories > li').first().waitFor();
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overhang).toBeLessThanOrEqual(0);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe(colorScheme === 'dark' ? 'rgb(11, 26, 29)' : 'rgb(234, 240, 238)');
    const folder = process.env['SCREENSHOTS'];
    if (folder !== undefined)
      await page.screenshot({
        path: `${folder}/my-data-${locale}-${colorScheme}.png`,
        fullPage: true,
      });
    for (const button of await page.getByRole('button').all())
      expect(await button.evaluate((it) => it.getBoundingClientRect().height)).toBeGreaterThan(43);
    await page.getByRole('button', { name: locale === 'de-DE' ? 'English' : 'Deutsch' }).click();
    await page
      .getByRole('heading', { name: locale === 'de-DE' ? 'My data' : 'Meine Daten' })
      .waitFor();
  },
);
