import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, type Look, openConsole } from './open-console.ts';

let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

const owner = 'inhaberin@blumenhaus';
const phone = '+49 30 23125 014';

async function store(path: string, body: unknown): Promise<void> {
  const { status } = await call(stack, 'POST', path, body);
  if (status !== 201) throw new Error(`${path} answers ${status}`);
}

const say = (conversation_id: string, author: string, text: string) =>
  store('/v1/chat-messages', { conversation_id, author, text, experience_id: 'rosen-beratung' });

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  const long = Array.from({ length: 120 }, (_, index) => ({
    conversation_id: 'long',
    author: 'customer',
    text: `Satz ${index + 1}`,
  }));
  // A look for new messages also reads the messages of the last half minute. These messages must
  // be older, so that the page loads them only when a person scrolls to them.
  const now = new Date(Date.now() - 300_000).toISOString();
  await call(stack, 'POST', '/_local/clock', { now });
  await store('/v1/chat-messages', long);
  await call(stack, 'POST', '/_local/clock', { reset: true });
  await say('answered', 'customer', 'Wo ist mein Paket?');
  await say('answered', 'bot', 'Unterwegs');
  await say('waits', 'customer', 'Hallo?');
  await store('/v1/nlu-messages', [
    { conversation_id: 'waits', text: 'Hallo?', intent: 'gruss', confidence: 0.41 },
    { conversation_id: 'waits', text: 'Wann kommt ihr?', intent: 'lieferung', confidence: 0.93 },
    { conversation_id: 'waits', text: 'Bitte umtauschen', intent: 'lieferung', confidence: 0.62 },
  ]);
  await store('/v1/messenger-sessions', {
    channel: 'whatsapp',
    external_id: phone,
    conversation_id: 'waits',
    state: { liefer_adresse: { stadt: 'Köln' }, blumen: ['Rosen', 'Tulpen'] },
  });
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

const openAs = async (who: string, look?: Look) => openConsole(browser, baseUrl, who, look);

test('the Live page can be used by keyboard: J and K open the next or the previous conversation, and a message is deleted', async () => {
  const { page, complaints } = await openAs(owner, { width: 1400 });
  await page.goto(`${baseUrl}/live`);
  await page.getByRole('row', { name: 'waits' }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { level: 2, name: 'waits' }).waitFor();
  const facts = page.getByRole('complementary', { name: 'About this conversation' });
  await facts.getByText('rosen-beratung').waitFor();
  await facts.getByText('WhatsApp').waitFor();
  await facts.getByText('Mayfly is no long-term archive').waitFor();
  await facts.getByText('owner (you)').waitFor();
  await page.keyboard.press('j');
  await page.getByRole('log').getByText('Unterwegs').waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { level: 2, name: 'waits' }).waitFor();
  await page.keyboard.press('j');
  expect(await findBarriers(page)).toEqual([]);
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Unterwegs' })
    .getByRole('button', { name: /^Delete the message/ })
    .press('Enter');
  await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await page.getByRole('log').getByText('Unterwegs').waitFor({ state: 'detached' });
  await page.getByRole('log').getByText('Wo ist mein Paket?').waitFor();
  expect(complaints).toEqual([]);
});

test('if the user has scrolled up, new messages do not move the text, and a button shows their number', async () => {
  const { page, complaints } = await openAs(owner);
  await page.goto(`${baseUrl}/live`);
  await page.getByRole('row', { name: 'long' }).click();
  const log = page.getByRole('log');
  await log.getByText('Satz 120', { exact: true }).waitFor();
  await log.evaluate((box) => {
    box.scrollTop = box.scrollHeight / 2;
  });
  const topOf = (text: string) =>
    log.getByText(text, { exact: true }).evaluate((line) => line.getBoundingClientRect().top);
  const before = await topOf('Satz 100');
  await say('long', 'bot', 'Ich bin noch da');
  await page.getByRole('button', { name: '1 new' }).waitFor();
  expect(Math.abs((await topOf('Satz 100')) - before)).toBeLessThan(2);
  await log.evaluate((box) => {
    box.scrollTop = 0;
  });
  await log.getByText('Satz 1', { exact: true }).waitFor({ state: 'attached' });
  expect(await log.evaluate((box) => box.scrollTop)).toBeGreaterThan(100);
  await page.getByRole('button', { name: '1 new' }).press('Enter');
  await log.getByText('Ich bin noch da').waitFor();
  expect(complaints).toEqual([]);
});

test('a command limits the list to unanswered conversations; when a conversation is answered, it disappears from the list', async () => {
  const { page, complaints } = await openAs(owner);
  await page.goto(`${baseUrl}/live`);
  await say('asks', 'customer', 'Ist jemand da?');
  await page.getByRole('row', { name: 'asks' }).waitFor();
  await page.keyboard.press('Control+k');
  await page
    .getByRole('searchbox')
    .or(page.getByRole('textbox', { name: 'Find a command' }))
    .waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.type('unanswered');
  await page.getByRole('menuitem', { name: 'Show unanswered conversations' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/author=customer/);
  await page.getByRole('row', { name: 'asks' }).waitFor();
  await say('asks', 'agent', 'Ja');
  await page.getByRole('row', { name: 'asks' }).waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('the Live page reports that Mayfly cannot be reached, and later continues by itself', async () => {
  const { page } = await openAs(owner);
  await page.goto(`${baseUrl}/live`);
  await page.getByRole('row', { name: 'waits' }).waitFor();
  await page.route('**/v1/conversations?**', (route) => route.abort());
  await page.getByText('Mayfly cannot be reached').waitFor();
  await page.getByRole('row', { name: 'waits' }).waitFor();
  await page.unroute('**/v1/conversations?**');
  await page.getByText('Mayfly cannot be reached').waitFor({ state: 'detached' });
  expect(await page.getByRole('row', { name: 'waits' }).count()).toBe(1);
});

test('NLU messages are reviewed one after the other by keyboard, a review is removed, and the page shows the accuracy', async () => {
  const { page, complaints } = await openAs(owner);
  await page.goto(`${baseUrl}/nlu`);
  await page.getByText('3 unreviewed').waitFor();
  const card = page.getByRole('region', { name: 'To review' });
  await card.getByText('Hallo?').first().waitFor();
  await card.getByRole('region', { name: 'In its conversation' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.press('r');
  await page.getByText('2 unreviewed').waitFor();
  await card.getByText('Wann kommt ihr?').waitFor();
  await page.keyboard.press('c');
  await page.getByRole('combobox', { name: 'The right intent' }).fill('termin');
  await page.keyboard.press('Enter');
  await page.getByText('1 unreviewed').waitFor();
  await page.keyboard.press('u');
  await page.getByText('2 unreviewed').waitFor();
  await page.getByRole('tab', { name: 'Accuracy' }).click();
  await page.getByText('100%').first().waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a viewer sees the accuracy of intents, but no messages', async () => {
  const { page } = await openAs('Vincent Nowak');
  await page.goto(`${baseUrl}/nlu`);
  await page.getByRole('heading', { name: 'Accuracy over time' }).waitFor();
  expect(await page.locator('body').textContent()).not.toContain('umtauschen');
});

test('a search by channel ID finds a session, which is shown as a tree and deleted', async () => {
  const { page, complaints } = await openAs(owner);
  await page.goto(`${baseUrl}/sessions`);
  await page.getByRole('row', { name: /WhatsApp/ }).waitFor();
  await page.getByRole('textbox', { name: 'ID in WhatsApp' }).fill(phone);
  await page.keyboard.press('Enter');
  await page.getByText('Found by').waitFor();
  await page.getByRole('row', { name: /WhatsApp/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Liefer adresse').waitFor();
  await sheet.getByText('Köln').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(page.url()).toBe(`${baseUrl}/sessions`);
  await sheet.getByRole('button', { name: 'Delete' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).press('Enter');
  await page.getByText('No sessions').waitFor();
  expect(complaints).toEqual([]);
});
