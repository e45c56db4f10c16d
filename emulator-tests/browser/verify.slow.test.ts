import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser, openWatchedPage } from './open-browser.ts';

let browser: Browser;
let stack: RunningStack;
/** The first receipt is about a person, the second about a conversation. */
let receipts: string[];
let salt: string;
const email = 'annegret.kastanienbaum@example.org';
/** Faults of the pages: errors, files that the browser refused to load, requests to other sites. */
const complaints: string[] = [];

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack()]);
  const erase = async (scope: object) => {
    const { body } = await call(stack, 'POST', '/v1/erasures', { scope, confirm: true });
    const receipt = await call(stack, 'GET', `/v1/erasures/${body.id}/receipt`);
    return { salt: body.salt as string, receipt: receipt.body as string };
  };
  const first = await erase({ subject: { email } });
  const second = await erase({ conversation_id: 'c-1' });
  receipts = [first.receipt, second.receipt];
  salt = first.salt;
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

async function openVerify(language: 'de' | 'en'): Promise<{ page: Page; requests: string[] }> {
  const url = `${stack.description.base_url}/verify?language=${language}`;
  const page = await openWatchedPage(browser, url, complaints);
  const requests: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    // The browser may fetch the icon at any time.
    if (pathname.endsWith('.svg')) return;
    requests.push(`${request.method()} ${pathname} ${request.postData() ?? ''}`);
  });
  return { page, requests };
}

const findings = (page: Page) => page.locator('#findings').innerText();

test('the browser checks receipts in both languages, and requests only the keys', async () => {
  for (const [language, label, button, good] of [
    ['de', 'Quittung', 'Prüfen', 'Alles in Ordnung.'],
    ['en', 'Receipt', 'Check', 'All is in order.'],
  ] as const) {
    const { page, requests } = await openVerify(language);
    await page.getByLabel(label, { exact: true }).fill(receipts.join('\n'));
    await page.getByRole('button', { name: button }).click();
    await page.getByText(`✓ ${good}`).waitFor();
    expect(await page.locator('article').count()).toBe(2);
    expect(requests).toEqual(['GET /.well-known/mayfly-keys.json ']);
    expect(await page.getByRole('status').textContent()).toBe(good);
  }
  expect(complaints).toEqual([]);
});

test('the salt and a person’s values prove whose receipt it is; the page rejects values of another person, a changed receipt, and a file without the receipt’s key', async () => {
  const { page } = await openVerify('en');
  await page.getByLabel('Receipt', { exact: true }).fill(receipts[0] ?? '');
  await page.getByText('Whose receipt is it?').click();
  await page.getByLabel('Salt').fill(salt);
  await page.getByLabel('Email address').fill(email.toUpperCase());
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('the search used exactly these').waitFor();
  expect(await findings(page)).toContain('What this receipt does not prove');

  await page.getByLabel('Email address').fill('bert@example.org');
  await page.keyboard.press('Enter');
  await page.getByText('The receipt does not belong to these values').waitFor();
  expect(await findings(page)).toContain('✗ Not in order.');

  await page.getByLabel('Salt').fill('');
  const changed = (receipts[0] ?? '').replace(/(?<=\.)./, (first) => (first === 'A' ? 'B' : 'A'));
  await page.getByLabel('Receipt', { exact: true }).fill(changed);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('The signature is wrong').waitFor();

  await page.getByLabel('Receipt', { exact: true }).fill(receipts[0] ?? '');
  const stranger = Buffer.from('{"keys":[{"kid":"receipts/9"}]}');
  const file = { name: 'keys.json', mimeType: 'application/json', buffer: stranger };
  await page.getByLabel('Keys of the service, as a file').setInputFiles(file);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('No key that this check uses has the name').waitFor();
  expect(complaints).toEqual([]);
});

test('the browser compares receipts with log lines, and rejects log lines about other receipts', async () => {
  const { page } = await openVerify('en');
  await page.getByLabel('Receipt', { exact: true }).fill(receipts.join('\n'));
  const hashes = receipts.map((jws) => createHash('sha256').update(jws, 'ascii').digest('hex'));
  const tenant = JSON.parse(Buffer.from(receipts[0]?.split('.')[1] ?? '', 'base64url').toString());
  const compareWith = async (known: readonly string[]) => {
    const lines = known.map((receipt_hash, at) =>
      JSON.stringify({
        message: 'receipt issued',
        tenant: tenant.tenant,
        number: at + 1,
        receipt_hash,
        previous_hash: known[at - 1] ?? null,
      }),
    );
    const file = { name: 'lines.json', mimeType: 'application/json' };
    const buffer = Buffer.from(lines.join('\n'));
    await page.getByLabel('Log lines, as a file').setInputFiles({ ...file, buffer });
    await page.getByRole('button', { name: 'Check' }).click();
  };
  await compareWith(hashes);
  await page.getByText('Compared with the log lines.').waitFor();
  expect(await findings(page)).toContain('✓ All is in order.');
  await compareWith([hashes[0] ?? '', 'f'.repeat(64)]);
  await page.getByText('The log lines name another receipt with this number').waitFor();
  expect(await findings(page)).toContain('✗ Not in order.');
  await compareWith([...hashes, 'f'.repeat(64)]);
  await page.getByText('The log lines name this later receipt').waitFor();
  expect(complaints).toEqual([]);
});

test('if a chosen file was removed, the page says so, and shows no earlier result', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mayfly-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const path = join(folder, 'receipts.jws');
  await writeFile(path, receipts.join('\n'));
  const { page } = await openVerify('en');
  await page.getByLabel('or as a file').setInputFiles(path);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('✓ All is in order.').waitFor();
  await rm(path);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('✗ A chosen file cannot be read.').waitFor();
  expect(await page.locator('article').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('the page fits into 360 pixels, and can be used by keyboard alone', async () => {
  const { page } = await openVerify('de');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByLabel('Quittung', { exact: true }).focus();
  await page.keyboard.insertText(receipts[0] ?? '');
  // Between the text field and the button, Tab stops at three file inputs and one summary.
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Prüfen');
  await page.keyboard.press('Enter');
  await page.getByText('✓ Alles in Ordnung.').waitFor();
  const focused = await page.evaluate(() => document.activeElement?.textContent);
  expect(focused).toBe('Ergebnis');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  expect(complaints).toEqual([]);
});
