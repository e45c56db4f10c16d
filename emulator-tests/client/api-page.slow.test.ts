import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import apiDescription from '../../infra/openapi.json' with { type: 'json' };
import { openBrowser, openWatchedPage } from '../browser/open-browser.ts';
import { type RunningStack, startStack, stopStack } from '../stack/run-stack.ts';

let browser: Browser;
let stack: RunningStack;
/** Faults of the page: errors, files that the browser refused to load, requests to other sites. */
const complaints: string[] = [];

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack()]);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await stopStack(stack);
});

async function openApiPage(): Promise<Page> {
  const page = await openWatchedPage(
    browser,
    `${stack.description.base_url}/_local/api`,
    complaints,
  );
  await page.locator('.opblock-tag').first().waitFor();
  return page;
}

test('the page shows every group of routes, sends no request to another site, and contains no API key', async () => {
  const page = await openApiPage();
  expect(await page.locator('.opblock-tag').count()).toBe(apiDescription.tags.length);
  const { api_key: key, second_tenant_api_key: other } = stack.description;
  const storage = await page.evaluate(() => JSON.stringify([{ ...localStorage }, document.cookie]));
  const seen = (await page.content()) + storage;
  for (const secret of [key, other]) expect(seen).not.toContain(secret);
  expect(complaints).toEqual([]);
});

test('a visitor can paste a key and then store an example', async () => {
  const page = await openApiPage();
  await page.locator('button.authorize').first().click();
  // The browser pastes a text into the field that has the focus.
  await page.locator('.modal-ux input:focus').waitFor();
  await page.keyboard.insertText(stack.description.api_key);
  await page.locator('.modal-ux button.authorize').first().click();
  await page.locator('.modal-ux button.btn-done').first().click();
  await page.locator('#operations-tag-Chat_messages').click();
  const operation = page.locator('#operations-Chat_messages-createChatMessages');
  await operation.locator('button').first().click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  await operation.locator('.live-responses-table').waitFor();
  expect(await operation.locator('.live-responses-table .response').textContent()).toContain('201');
  expect(complaints).toEqual([]);
});
