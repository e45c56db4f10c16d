import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOfTomorrow } from '../../functions/manager/console/nlu/confidence-light.ts';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole, overhangOf } from './open-console.ts';

let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

const owner = 'inhaberin@blumenhaus';

async function store(path: string, body: unknown): Promise<void> {
  const { status } = await call(stack, 'POST', path, body);
  if (status !== 201) throw new Error(`${path} answers ${status}`);
}

const say = (conversation_id: string, text: string) =>
  store('/v1/chat-messages', { conversation_id, author: 'customer', text });

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  await say('first', 'Guten Morgen');
  await call(stack, 'POST', '/_local/clock', { advance_days: 2 });
  await say('second', 'Guten Tag');
  await call(stack, 'POST', '/_local/clock', { advance_days: 1 });
  await say('first', 'Noch etwas');
  const texts = ['Hallo?', 'Wann kommt ihr?', 'Bitte umtauschen', 'Danke'];
  await store(
    '/v1/nlu-messages',
    texts.map((text) => ({
      conversation_id: 'first',
      text,
      intent: 'ein.ziemlich.langer.name.einer.absicht',
      confidence: 0.41,
    })),
  );
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

/** Returns the names of the listed conversations, from top to bottom. */
async function listed(page: Page): Promise<string[]> {
  const rows = page.getByRole('grid', { name: 'Conversations' }).getByRole('row');
  return rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));
}

test('the Live page can list conversations by expiry, and its URL contains this order', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/live`);
  await page.getByRole('row', { name: 'second' }).waitFor();
  expect(await listed(page)).toEqual(['first', 'second']);
  await page.getByRole('button', { name: 'Order' }).press('Enter');
  await page.getByRole('option', { name: 'Expires first' }).press('Enter');
  await page.waitForURL(/order=goes_first/);
  await expect.poll(() => listed(page)).toEqual(['second', 'first']);
  expect(complaints).toEqual([]);
});

test('when the command bar opens, it takes the focus, and an open menu closes', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/live`);
  await page.getByRole('row', { name: 'second' }).waitFor();
  await page.getByRole('button', { name: 'Order' }).press('Enter');
  await page.getByRole('option', { name: 'Expires first' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('menuitem', { name: 'Coupons and codes' }).waitFor();
  expect(await page.locator('.popover').count()).toBe(0);
  await page.keyboard.type('coupons');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${baseUrl}/coupons`);
  expect(complaints).toEqual([]);
});

test('many NLU messages are reviewed together with the keyboard, and one undo removes all these reviews', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/nlu`);
  await page.getByText('4 unreviewed').waitFor();
  const queue = page.getByRole('grid', { name: 'To review' });
  await queue.getByRole('row').first().focus();
  await page.keyboard.press('Control+a');
  const chosen = page.getByRole('group', { name: /chosen/ });
  await chosen.getByText('4 messages chosen').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await chosen.getByRole('button', { name: 'Wrong' }).press('Enter');
  await page.getByText('4 messages reviewed.').waitFor();
  await page.getByText('0 unreviewed').waitFor();
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await page.getByText('4 unreviewed').waitFor();
  expect(complaints).toEqual([]);
});

test('after midnight an open queue counts the messages that expire by the end of the new tomorrow', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  const evening = new Date();
  evening.setHours(23, 59);
  await page.clock.install({ time: evening });
  const countedUpTo = async (day: Date) => {
    const end = endOfTomorrow(day);
    await page.waitForRequest(
      (request) =>
        request.url().includes('/queue/count') &&
        new URL(request.url()).searchParams.get('expires_before') === end,
    );
  };
  const first = countedUpTo(evening);
  await page.goto(`${baseUrl}/nlu`);
  await first;
  await page.getByText('4 unreviewed').waitFor();
  const second = countedUpTo(new Date(evening.getTime() + 2 * 60_000));
  await page.clock.fastForward('02:00');
  await second;
  expect(complaints).toEqual([]);
});

test('if a message is deleted before its review, the page counts it as deleted, and not as reviewed', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/nlu`);
  const queue = page.getByRole('grid', { name: 'To review' });
  await expect.poll(() => queue.getByRole('row').count()).toBe(4);
  const { body } = await call(stack, 'GET', '/v1/nlu-messages');
  const gone = await call(stack, 'DELETE', `/v1/nlu-messages/${body.items[0].id}`);
  expect(gone.status).toBe(204);
  await queue.getByRole('row').first().focus();
  await page.keyboard.press('Control+a');
  const chosen = page.getByRole('group', { name: /chosen/ });
  await chosen.getByRole('button', { name: 'Wrong' }).press('Enter');
  await page
    .getByText('3 messages reviewed. Deleted, expired or restricted meanwhile: 1 message.')
    .waitFor();
  expect(complaints).toEqual([]);
});

test('the Live page filters conversations by experience, and its URL names the experience', async () => {
  const asked = { author: 'customer', text: 'Welche Rosen?', experience_id: 'rosen-beratung' };
  await store('/v1/chat-messages', { conversation_id: 'third', ...asked });
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/live`);
  await page.getByRole('row', { name: 'second' }).waitFor();
  await page.getByRole('button', { name: 'Experience' }).press('Enter');
  await page.getByRole('option', { name: 'rosen-beratung' }).press('Enter');
  await page.waitForURL(/experience=rosen-beratung/);
  await expect.poll(() => listed(page)).toEqual(['third']);
  expect(complaints).toEqual([]);
});

test('the Live page shows the roles of the people who have read a conversation, but no email addresses, and nobody whose request was refused', async () => {
  const viewer = await openConsole(browser, baseUrl, 'Vincent Nowak');
  const path = '/v1/conversations/second/messages';
  const status = await viewer.page.evaluate(async (url) => (await fetch(url)).status, path);
  expect(status).toBe(403);
  const support = await openConsole(browser, baseUrl, 'Sönke Petersen');
  await support.page.goto(`${baseUrl}/live`);
  await support.page.getByRole('row', { name: 'second' }).press('Enter');
  await support.page.getByRole('log').getByText('Guten Tag').waitFor();
  const { page, complaints } = await openConsole(browser, baseUrl, owner, { width: 1400 });
  await page.goto(`${baseUrl}/live`);
  await page.getByRole('row', { name: 'second' }).press('Enter');
  const readers = page.getByRole('region', { name: 'Read by' });
  await readers.getByText('support').waitFor();
  await readers.getByText('owner (you)').waitFor();
  expect(await readers.textContent()).not.toMatch(/@|viewer/);
  expect([...support.complaints, ...complaints]).toEqual([]);
});

test('conversations that are chosen by keyboard are deleted after a confirmation, and the others stay', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner);
  await page.goto(`${baseUrl}/live`);
  for (const name of ['second', 'third']) await page.getByRole('row', { name }).press(' ');
  await page.getByText('2 conversations chosen').waitFor();
  await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Delete 2 conversations?' });
  await question.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await expect.poll(() => listed(page)).toEqual(['first']);
  expect((await call(stack, 'GET', '/v1/conversations')).body.items).toHaveLength(1);
  expect(complaints).toEqual([]);
});

test('on a phone the figures of the intents do not make the page scroll sideways', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, owner, { width: 360 });
  await page.goto(`${baseUrl}/nlu?tab=accuracy`);
  const box = page.getByRole('group', { name: 'How each intent is recognised now' });
  await box.getByRole('row').nth(1).waitFor();
  expect(await overhangOf(page)).toBe(0);
  expect(complaints).toEqual([]);
});
