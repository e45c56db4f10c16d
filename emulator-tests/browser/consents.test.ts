import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole, overhangOf } from './open-console.ts';

const [email, endpoint] = ['anna.ampel@example.com', 'https://push.example.org/a/b/c'];
const wording = 'Ja, ich möchte den Newsletter.';
const ip = '203.0.113.7';
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  const given = { type: 'newsletter', email, ip, wording_text: wording };
  await call(stack, 'POST', '/v1/marketing-consents', given);
  await call(stack, 'POST', '/_local/clock', { advance_days: 170 });
  const push = { type: 'web_push', push_endpoint: endpoint };
  await call(stack, 'POST', '/v1/marketing-consents', push);
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

test('the page warns of consents that end soon and were never exported, until they are exported', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, 'inhaberin@blumenhaus');
  await page.getByRole('link', { name: 'Consents' }).click();
  await page.getByText('Never exported: 1').waitFor();
  await page.getByText('Mayfly is no long-term archive').waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).press('Enter');
  expect((await saved).suggestedFilename()).toBe('marketing-consents.csv');
  await page.getByText('All of them were exported.').waitFor();
  expect(complaints).toEqual([]);
});

test('a search by push address finds a consent; the role support sees the proof of a consent, and withdraws the consent', async () => {
  const look = { locale: 'de-DE', width: 360, dark: true };
  const { page, complaints } = await openConsole(browser, baseUrl, 'Sönke Petersen', look);
  await page.goto(`${baseUrl}/consents?type=newsletter`);
  await page.getByText('1 Eintrag, das sind alle').waitFor();
  expect([await findBarriers(page), await overhangOf(page)]).toEqual([[], 0]);

  await page.getByRole('button', { name: /Suchen nach/ }).press('Enter');
  await page.getByRole('option', { name: 'Push-Adresse' }).press('Enter');
  await page.getByRole('textbox', { name: 'Push-Adresse' }).fill(endpoint);
  await page.keyboard.press('Enter');
  await page.getByRole('row').filter({ hasText: endpoint }).waitFor();
  await page.getByRole('button', { name: 'Wieder alle zeigen' }).press('Enter');

  await page.getByRole('row').first().press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Nachweis der Einwilligung' });
  for (const shown of [email, wording, ip]) await sheet.getByText(shown).first().waitFor();
  await sheet.getByRole('button', { name: 'Widerrufen …' }).press('Enter');
  const question = page.getByRole('dialog', { name: 'Einwilligung in Newsletter widerrufen?' });
  await question.getByRole('button', { name: /Warum/ }).press('Enter');
  await page.getByRole('option', { name: 'Beschwerde' }).press('Enter');
  expect(await findBarriers(page)).toEqual([]);
  await question.getByRole('button', { name: 'Widerrufen', exact: true }).press('Enter');
  await sheet.getByText('Beschwerde').waitFor();
  expect(page.url()).not.toMatch(/anna|push\./);
  expect(complaints).toEqual([]);
});

test('an editor sees the type of a consent, but no person, wording or IP address, and cannot change or export it', async () => {
  const { page } = await openConsole(browser, baseUrl, 'Edda Löwe');
  await page.goto(`${baseUrl}/consents?type=newsletter`);
  await page.getByRole('row', { name: 'hidden from your role' }).press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Proof of the consent' });
  await sheet.getByText('Newsletter').waitFor();
  expect(await page.locator('body').textContent()).not.toMatch(/anna|203\.0|möchte/);
  expect(
    await page.getByRole('button', { name: /^(Withdraw…|Export as CSV|Delete)$/ }).count(),
  ).toBe(0);
});
