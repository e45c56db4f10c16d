import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type RunningStack, startStack, waitForEnd } from '../stack/run-stack.ts';
import { openBrowser } from './open-browser.ts';

const owner = 'inhaberin@blumenhaus.example.com';
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack()]);
  baseUrl = stack.description.base_url;
}, 120_000);

afterAll(async () => {
  await browser.close();
  stack.child.kill('SIGTERM');
  await waitForEnd(stack);
});

/** Opens a page in a new browser context, and notes the errors that the page reports. */
async function openPage(): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { page, context, complaints };
}

async function signIn(page: Page, who = owner): Promise<void> {
  await page.goto(`${baseUrl}/auth/sign-in`);
  await page.getByRole('link', { name: 'Sign in with Demo people' }).click();
  await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
  expect(new URL(page.url()).hostname).toBe('localhost');
  await page.getByRole('button', { name: who }).click();
  await page.waitForURL(`${baseUrl}/`);
}

/** Sends a request as the console's script does. */
function post(page: Page, path: string): Promise<number> {
  return page.evaluate(async (to) => {
    const answer = await fetch(to, { method: 'POST', headers: { 'mayfly-csrf': '1' } });
    return answer.status;
  }, path);
}

/** Serves a page of another site. For a browser, localhost and 127.0.0.1 are different sites. */
async function serveForeignPage(body: string): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html>${body}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}

test('a person signs in at a provider on another site, gets a cookie that no script can read, and signs out', async () => {
  const { page, context, complaints } = await openPage();
  await signIn(page);
  const [cookie] = await context.cookies(baseUrl);
  expect(cookie).toMatchObject({
    name: '__session',
    httpOnly: true,
    secure: true,
    sameSite: 'Strict',
  });
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const me = await page.evaluate(async () => (await fetch('/v1/me')).json());
  expect(me).toMatchObject({ email: owner, tenants: [{ tenant: 'blumenhaus', role: 'owner' }] });
  expect(await post(page, '/auth/sign-out')).toBe(204);
  expect(await context.cookies(baseUrl)).toEqual([]);
  expect(complaints).toEqual([]);
  // Nobody is signed in now, so there is no session to end.
  expect(await post(page, '/auth/sign-out/everywhere')).toBe(401);
});

test('the console shows the chosen tenant but no email address, stores nothing in the browser, and signs the person out', async () => {
  const { page, context, complaints } = await openPage();
  await page.goto(baseUrl);
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await signIn(page, 'Hülya');
  await page.getByText('Signed in as').waitFor();
  const choice = page.getByRole('combobox', { name: 'Tenant' });
  expect(await choice.locator('option').allTextContents()).toEqual(['blumenhaus', 'stadtwerke']);
  await page.locator('.context').getByText('blumenhaus').waitFor();
  await choice.selectOption('stadtwerke');
  await page.locator('.context').getByText('stadtwerke').waitFor();
  const kept = await page.evaluate(() => [
    { ...localStorage },
    { ...sessionStorage },
    document.cookie,
  ]);
  expect(kept).toEqual([{}, {}, '']);
  expect(await page.title()).not.toContain('@');
  expect(await page.locator('body').textContent()).not.toContain('@');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  expect(await context.cookies(baseUrl)).toEqual([]);
  expect([complaints, page.url()]).toEqual([[], `${baseUrl}/`]);
});

test('a sign-out from all sessions ends the session of another browser', async () => {
  const [one, two] = [await openPage(), await openPage()];
  await signIn(one.page);
  await signIn(two.page);
  expect(await post(one.page, '/auth/sign-out/everywhere')).toBe(204);
  await expect
    .poll(() => post(two.page, '/auth/sign-out/everywhere'), { timeout: 10_000 })
    .toBe(401);
});

/** Sets the stack's clock ahead. This clock decides when sessions end. */
async function advance(minutes: number): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { now } = (await (await fetch(`${baseUrl}/_local/clock`)).json()) as { now: string };
  const later = new Date(Date.parse(now) + minutes * 60_000).toISOString();
  const body = JSON.stringify({ now: later });
  const answer = await fetch(`${baseUrl}/_local/clock`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
}

test('an open page renews its session before the session expires', async () => {
  const { page, complaints } = await openPage();
  await page.clock.install();
  await signIn(page);
  for (let turn = 0; turn < 3; turn += 1) {
    await advance(6);
    const renewed = page.waitForResponse(`${baseUrl}/auth/renew`);
    await page.clock.fastForward('06:00');
    expect((await renewed).status()).toBe(200);
  }
  const me = await page.evaluate(async () => (await fetch('/v1/me')).status);
  expect(me).toBe(200);
  expect(complaints).toEqual([]);
});

test('a person can choose a provider and cancel the sign-in by keyboard, and the page fits into 320 pixels', async () => {
  const { page, complaints } = await openPage();
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`${baseUrl}/auth/sign-in`);
  const overhang = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overhang).toBeLessThanOrEqual(0);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await page.getByRole('heading', { name: 'Sign-in cancelled' }).waitFor();
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  // The browser reports every answer with 403.
  expect(complaints.filter((text) => !text.includes('status of 403'))).toEqual([]);
});

test('another site cannot sign a person out; its link to the sign-in does not end the person’s session', async () => {
  const { page, context } = await openPage();
  await signIn(page);
  const form = `<form method="post" action="${baseUrl}/auth/sign-out"><button>Win</button></form>`;
  const issuer = new URLSearchParams({ issuer: await issuerOf(page) });
  const link = `<a href="${baseUrl}/auth/sign-in?${issuer}">Look</a>`;
  const foreign = await serveForeignPage(form + link);
  await page.goto(foreign);
  await page.getByRole('button', { name: 'Win' }).click();
  await page.getByText('cross-site-request').waitFor();
  await page.goto(foreign);
  await page.getByRole('link', { name: 'Look' }).click();
  await page.getByRole('link', { name: 'Sign in with Demo people' }).waitFor();
  await page.goto(foreign);
  const answered = await page.evaluate(async (to) => {
    const headers = { 'mayfly-csrf': '1' };
    return fetch(to, { method: 'POST', credentials: 'include', headers }).then(
      () => 'answered',
      () => 'blocked',
    );
  }, `${baseUrl}/auth/sign-out`);
  expect(answered).toBe('blocked');
  await page.goto(baseUrl);
  expect(await context.cookies(baseUrl)).toHaveLength(1);
  expect(await post(page, '/auth/sign-out/everywhere')).toBe(204);
});

async function issuerOf(page: Page): Promise<string> {
  await page.goto(`${baseUrl}/auth/sign-in`);
  const href = await page.getByRole('link', { name: 'Demo people' }).getAttribute('href');
  return new URL(href ?? '', baseUrl).searchParams.get('issuer') ?? '';
}
