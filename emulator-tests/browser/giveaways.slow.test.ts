import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, stopStack } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole } from './open-console.ts';

const editor = 'Edda Löwe';
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  const ends = new Date(Date.now() + 3 * 24 * 3_600_000).toISOString();
  const raffle = { name: 'Sommergewinn', policy: 'once', ends_at: ends };
  const { body } = await call(stack, 'POST', '/v1/raffles', raffle);
  for (let index = 0; index < 4; index += 1)
    await call(stack, 'POST', '/v1/raffle-participations', {
      raffle_id: body.id,
      email: `person${index}@example.com`,
      lastname: 'Ampel',
    });
}, 120_000);

afterAll(async () => {
  await browser.close();
  await stopStack(stack);
});

test('an editor announces a draw, sees the values that a check of the draw uses, and draws later with a public value', async () => {
  const { page, complaints } = await openConsole(browser, baseUrl, editor);
  await page.goto(`${baseUrl}/giveaways`);
  await page
    .getByText(/^ends in 3 days|in 2 days/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Draw winners…' }).press('Enter');
  await page.getByText('The giveaway is still running').waitFor();
  await page.getByRole('checkbox', { name: 'Announce only' }).press(' ');
  await page.getByRole('button', { name: 'Announce the draw' }).press('Enter');
  await page.getByText('Announced, not drawn yet: at most 1 of 4 entrants will be drawn').waitFor();
  expect(await page.locator('.winner').count()).toBe(0);
  await page.getByText('What the check uses').press('Enter');
  await page.getByText('secret until the draw').waitFor();
  await page.getByRole('button', { name: 'Draw now…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Draw the announced winners' });
  await dialog.getByRole('textbox').fill('3-17-22');
  expect(await findBarriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Draw', exact: true }).press('Enter');
  await page.getByText('1 drawn, 1 asked for').waitFor();
  expect(await page.locator('.winner').count()).toBe(1);
  await page.getByRole('button', { name: 'Check this draw' }).press('Enter');
  await page.getByText('✓ Valid').waitFor();
  expect(await page.locator('body').textContent()).not.toMatch(/person\d@|Ampel/);
  expect([await findBarriers(page), complaints]).toEqual([[], []]);
});
