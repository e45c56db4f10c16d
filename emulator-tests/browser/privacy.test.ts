import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  mayOpen,
  type PageName,
  pageRoles,
  roles,
} from '../../functions/manager/console/session/rights.ts';
import { pagePaths } from '../../functions/manager/console/shell/page-paths.ts';
import { managerOf } from '../../infra/local/demo/demo-managers.ts';
import { call } from '../stack/call-stack.ts';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';
import { openConsole } from './open-console.ts';

const email = 'anna.ampel@example.com';
const conversation = 'gespraech-17';
const messenger = '491713920012';
const secret = 'Mein Paket kam nie an';
/** Matches parts of the personal values. The encoding of a URL does not change these parts. */
const personal = /anna|ampel|491713920012|paket|203\.0\.113|bonn|geburtstag/i;
const pages = Object.keys(pagePaths) as PageName[];
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory', '--no-demo'])]);
  baseUrl = stack.description.base_url;
  const post = (path: string, body: object) => call(stack, 'POST', `/v1/${path}`, body);
  const run = { experience_id: 'beratung', instance_id: 'lauf-7' };
  const customer = { email, authenticated_by: 'sign_in', values: { ort: 'Bonn' } };
  const answers = await Promise.all([
    call(stack, 'PUT', '/v1/customers', customer),
    call(stack, 'PUT', '/v1/variables', { ...run, name: 'anlass', value: 'Geburtstag' }),
    post('chat-messages', { conversation_id: conversation, author: 'customer', text: secret }),
    post('nlu-messages', { conversation_id: conversation, text: secret, intent: 'paket' }),
    post('messenger-sessions', {
      channel: 'whatsapp',
      external_id: messenger,
      conversation_id: conversation,
      state: {},
    }),
    post('runtime-log', { level: 'warn', event: 'sign_in.failed', email, ip: '203.0.113.7' }),
    post('marketing-consents', { type: 'newsletter', email, ip: '203.0.113.7' }),
    post('loyalty-transactions', { email, coins: 10, reason: 'besuch' }),
    post('requests', { kind: 'access', came_by: 'email', email, details: secret }),
  ]);
  const refused = answers.filter(({ status }) => status >= 300);
  if (refused.length > 0) throw new Error(`${refused.length} requests were refused`);
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

/** Opens an entry about a person, on some of the pages that have such entries. */
const opened: { readonly [page in PageName]?: (page: Page) => Promise<void> } = {
  async live(page) {
    await page.getByRole('row', { name: conversation }).click();
    await page.getByRole('log').getByText(secret).waitFor();
  },
  async customers(page) {
    await page.getByRole('textbox').first().fill(email);
    await page.keyboard.press('Enter');
    await page.getByRole('slider').waitFor();
  },
  async requests(page) {
    await page.getByRole('row', { name: 'Access (Art. 15)' }).click();
    await page.getByText(secret).waitFor();
  },
  async variables(page) {
    await page.getByRole('row', { name: 'beratung' }).click();
    await page.getByRole('row', { name: 'anlass' }).click();
    await page.getByRole('dialog').getByText('Geburtstag').waitFor();
  },
};

const kept = async (page: Page) =>
  page.evaluate(async () => [
    { ...localStorage },
    { ...sessionStorage },
    document.cookie,
    await indexedDB.databases(),
    await caches.keys(),
  ]);

test('while somebody reads about a person, URLs, titles and browser storage contain no personal value', async () => {
  const { page } = await openConsole(browser, baseUrl, managerOf('owner').email);
  const addresses: string[] = [];
  const cacheable: string[] = [];
  page.on('request', (request) => void addresses.push(decodeURIComponent(request.url())));
  page.on('framenavigated', (frame) => void addresses.push(decodeURIComponent(frame.url())));
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const isAnswer = /^\/(?:v1|auth)\//.test(pathname);
    if (isAnswer && !/no-store/.test(response.headers()['cache-control'] ?? ''))
      cacheable.push(pathname);
  });
  for (const name of pages) {
    await page.goto(baseUrl + pagePaths[name], { waitUntil: 'networkidle' });
    await opened[name]?.(page);
    expect([name, await page.title()]).toEqual([name, 'Mayfly']);
    expect([name, await kept(page)]).toEqual([name, [{}, {}, '', [], []]]);
    // The id of a conversation may be a person's id in a messenger. So no URL of a page may contain
    // it. Only requests to the API contain it.
    expect(page.url()).not.toContain(conversation);
  }
  expect(addresses.some((address) => address.includes(`/v1/conversations/${conversation}`))).toBe(
    true,
  );
  expect(addresses.filter((address) => personal.test(address))).toEqual([]);
  expect(cacheable).toEqual([]);
});

test.each(roles)(
  'the menu shows the pages that the role %s may open; on other pages the console requests only /v1/me',
  async (role) => {
    const { page, complaints } = await openConsole(browser, baseUrl, managerOf(role).email);
    const menu = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
    await menu.first().waitFor();
    const shown = await menu.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(shown).toEqual(
      pages.filter((name) => mayOpen(name, role)).map((name) => pagePaths[name]),
    );
    await page.waitForLoadState('networkidle');
    const asked = new Set<string>();
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/\/v1\//.test(pathname)) asked.add(pathname);
    });
    const refused = pages.filter((name) => !(pageRoles[name] as readonly string[]).includes(role));
    for (const name of refused) {
      await page.goto(baseUrl + pagePaths[name]);
      await page.getByRole('heading', { name: 'This page is not for your role' }).waitFor();
    }
    await page.waitForLoadState('networkidle');
    expect([...asked]).toEqual(refused.length === 0 ? [] : ['/v1/me']);
    expect(complaints).toEqual([]);
  },
);
