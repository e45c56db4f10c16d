import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagePaths } from '../../functions/manager/console/shell/page-paths.ts';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, type Look, openConsole, overhangOf } from './open-console.ts';

const secret = 'Mein Paket kam nie an';
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  for (const [conversation_id, text] of [
    ['c-1', secret],
    ['c-2', 'Danke schön'],
  ]) {
    const message = { conversation_id, author: 'customer', text };
    await call(stack, 'POST', '/v1/chat-messages', message);
  }
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

const openAs = async (who: string, look?: Look) => openConsole(browser, baseUrl, who, look);

const looks: readonly (readonly [string, Look, string])[] = [
  ['in English, light and wide', {}, 'en-GB'],
  ['in German, dark and narrow', { locale: 'de-AT', width: 360, dark: true }, 'de-DE'],
];

test.each(looks)(
  'every page opens %s without an error or an accessibility fault',
  async (_, look, language) => {
    const { page, complaints } = await openAs('inhaberin@blumenhaus', look);
    for (const path of Object.values(pagePaths)) {
      await page.goto(baseUrl + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect([path, await findBarriers(page)]).toEqual([path, []]);
      expect([path, await overhangOf(page)]).toEqual([path, 0]);
    }
    expect(complaints).toEqual([]);
  },
);

test('an owner reads and deletes a conversation by keyboard, and a new message appears without a reload', async () => {
  const { page, complaints } = await openAs('inhaberin@blumenhaus');
  await page.getByRole('link', { name: 'Live' }).click();
  await page.getByRole('row', { name: 'c-2' }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.getByRole('log').getByText(secret).waitFor();
  const message = { conversation_id: 'c-1', author: 'bot', text: 'Ich sehe nach' };
  await call(stack, 'POST', '/v1/chat-messages', message);
  await page.getByRole('log').getByText('Ich sehe nach').waitFor();
  // The list of conversations may show the message a moment later than the open conversation.
  const first = page.getByRole('row').first();
  await expect.poll(async () => first.textContent(), { timeout: 20_000 }).toContain('c-1');

  await page.getByRole('button', { name: 'Delete the conversation' }).press('Enter');
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('2 messages').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('log').getByText(secret).waitFor();
  await page.getByRole('button', { name: 'Delete the conversation' }).press('Enter');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await page.getByRole('row', { name: 'c-1' }).waitFor({ state: 'detached' });
  expect(await page.getByText(secret).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('an editor sees that a message has a text, but not the text', async () => {
  const { page } = await openAs('Edda Löwe');
  await page.getByRole('link', { name: 'Live' }).click();
  await page.getByRole('row', { name: 'c-2' }).click();
  await page.getByRole('log').getByText('hidden from your role').waitFor();
  expect(await page.locator('body').textContent()).not.toContain('Danke');
  expect(await page.getByRole('button', { name: 'Delete the conversation' }).count()).toBe(0);
});
