import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { PageName } from '../../../functions/manager/console/session/rights.ts';
import { pagePaths } from '../../../functions/manager/console/shell/page-paths.ts';
import { openBrowser } from '../open-browser.ts';
import { openConsole } from '../open-console.ts';
import { fillTenant } from './fill-tenant.ts';
import { scrollRows } from './scroll-rows.ts';
import { startCountedStack } from './start-counted-stack.ts';

const minute = 60_000;
const [conversations, customers, logEntries, others] = [10_000, 10_000, 100_000, 2_000];
/**
 * The size of a window in pixels. The window is tall and shows many rows at the same time. So a
 * test scrolls through ten thousand rows in few steps.
 */
const tall = { width: 1_280, height: 2_400 };
/**
 * The largest number of rows that the page may contain at the same time: the rows in the tall
 * window, and some rows above and below them.
 */
const shownMax = { table: 75, conversations: 40 };
const table = { box: '.rows', rowHeight: 48, headHeight: 40 };
/**
 * Without a GPU, Chromium sometimes stops drawing a tall page, and never continues. Then the test
 * begins again in a new browser.
 */
const retry = 2;
let stack: Awaited<ReturnType<typeof startCountedStack>>;

beforeAll(async () => {
  stack = await startCountedStack();
  const { apps, apiKey } = stack;
  const many = { batch: 500 };
  // A request may name at most a hundred persons.
  const persons = { batch: 100 };
  await fillTenant(apiKey, [
    {
      app: apps.chat,
      path: '/v1/chat-messages',
      count: conversations,
      ...many,
      describe: (number) => ({
        conversation_id: `gespraech-${number}`,
        author: 'customer',
        text: 'Guten Tag',
        experience_id: 'beratung',
      }),
    },
    {
      app: apps.customers,
      path: '/v1/customers',
      count: customers,
      ...persons,
      describe: (number) => ({ email: `k${number}@example.com`, authenticated_by: 'sign_in' }),
    },
    {
      app: apps['runtime-log'],
      path: '/v1/runtime-log',
      count: logEntries,
      ...many,
      describe: (number) => ({ level: 'info', event: 'api.failed', message: `Nr. ${number}` }),
    },
    {
      app: apps.nlu,
      path: '/v1/nlu-messages',
      count: others,
      ...many,
      describe: (number) => ({
        conversation_id: 'c',
        text: `Nr. ${number}`,
        intent: `absicht.${Number(number) % 300}`,
        confidence: 0.5,
      }),
    },
    {
      app: apps.messenger,
      path: '/v1/messenger-sessions',
      count: others,
      ...persons,
      describe: (number) => ({
        channel: 'facebook',
        external_id: `t${number}`,
        conversation_id: 'c',
        state: {},
      }),
    },
    {
      app: apps.consents,
      path: '/v1/marketing-consents',
      count: others,
      ...persons,
      describe: (number) => ({ type: 'newsletter', email: `k${number}@example.com` }),
    },
    {
      app: apps.variables,
      path: '/v1/variables',
      count: others,
      ...many,
      describe: (number) => ({
        experience_id: `erlebnis-${Number(number) % 300}`,
        instance_id: `lauf-${number}`,
        name: 'anlass',
        value: 'Geburtstag',
      }),
    },
    {
      app: apps.loyalty,
      path: '/v1/loyalty-transactions',
      count: others,
      ...persons,
      describe: (number) => ({ email: `k${number}@example.com`, coins: 10, reason: 'besuch' }),
    },
  ]);
}, 15 * minute);

afterAll(() => stack.stop());

/** Signs in as the owner, in a new browser. */
async function openAsOwner() {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  return openConsole(browser, stack.baseUrl, 'inhaberin@blumenhaus');
}

async function openTall() {
  const opened = await openAsOwner();
  await opened.page.setViewportSize(tall);
  return opened;
}

/** Opens a page, and waits until the page has loaded its content. */
async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(stack.baseUrl + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.waiting').first().waitFor({ state: 'detached', timeout: minute });
  await page.waitForLoadState('networkidle');
}

/**
 * The largest numbers of documents and queries that Mayfly may read to open each page, however many
 * records are stored.
 */
const readsMax: { readonly [page in PageName]: { documents: number; queries: number } } = {
  overview: { documents: 24, queries: 60 },
  live: { documents: 70, queries: 3 },
  nlu: { documents: 65, queries: 5 },
  sessions: { documents: 120, queries: 3 },
  runtimeLog: { documents: 125, queries: 3 },
  customers: { documents: 70, queries: 2 },
  managerLog: { documents: 70, queries: 3 },
  variables: { documents: 55, queries: 85 },
  consents: { documents: 66, queries: 22 },
  coupons: { documents: 20, queries: 2 },
  loyalty: { documents: 66, queries: 2 },
  giveaways: { documents: 16, queries: 2 },
  requests: { documents: 12, queries: 2 },
  storage: { documents: 24, queries: 110 },
  settings: { documents: 12, queries: 45 },
};

test(
  'every page opens with a limited number of reads',
  async () => {
    const { page, complaints } = await openAsOwner();
    const over: unknown[] = [];
    for (const [name, path] of Object.entries(pagePaths) as [PageName, string][]) {
      stack.takeReads();
      await openPage(page, path);
      const { documents, queries } = stack.takeReads();
      const most = readsMax[name];
      if (documents > most.documents || queries > most.queries)
        over.push({ name, documents, queries });
    }
    expect(over).toEqual([]);
    expect(complaints).toEqual([]);
  },
  10 * minute,
);

/**
 * Checks that no row is doubled, that there are at least `count` rows, and that the rows are newest
 * first. It does not check the order of the rows of one batch.
 */
function expectNewestFirst(numbers: readonly string[], count: number, batch: number): void {
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.length).toBeGreaterThanOrEqual(count);
  const batches = numbers.map((number) => Math.floor(Number(number) / batch));
  expect(batches).toEqual(batches.toSorted((a, b) => b - a));
}

test('an owner scrolls through ten thousand customers: no row is missing, doubled or in the wrong place', {
  retry,
  timeout: 10 * minute,
}, async () => {
  const { page } = await openTall();
  await openPage(page, pagePaths.customers);
  const scrolled = await scrollRows(page, table, customers);
  expectNewestFirst(scrolled.numbers, customers, 100);
  expect(scrolled.numbers).toHaveLength(customers);
  expect(scrolled.shownMax).toBeLessThanOrEqual(shownMax.table);
});

test('an owner scrolls through ten thousand conversations: none is missing, doubled or in the wrong place', {
  retry,
  timeout: 10 * minute,
}, async () => {
  const { page } = await openTall();
  await openPage(page, pagePaths.live);
  const list = { box: '.conversations', rowHeight: 100, headHeight: 0 };
  const scrolled = await scrollRows(page, list, conversations);
  expectNewestFirst(scrolled.numbers, conversations, 500);
  expect(scrolled.numbers).toHaveLength(conversations);
  expect(scrolled.shownMax).toBeLessThanOrEqual(shownMax.conversations);
});

test('a list of a hundred thousand log entries stops after about ten thousand, and continues after a click', {
  retry,
  timeout: 15 * minute,
}, async () => {
  const { page } = await openTall();
  await openPage(page, pagePaths.runtimeLog);
  const first = await scrollRows(page, table, 11_000);
  expectNewestFirst(first.numbers, 10_000, 500);
  expect(first.numbers.length).toBeLessThan(10_300);
  await page.getByRole('button', { name: 'Load more' }).click();
  await page.getByText(/loaded, there are more/).waitFor();
  const second = await scrollRows(page, table, 10_500);
  expectNewestFirst(second.numbers, 10_500, 500);
  expect(second.numbers.slice(0, first.numbers.length)).toEqual(first.numbers);
  expect(Math.max(first.shownMax, second.shownMax)).toBeLessThanOrEqual(shownMax.table);
});
