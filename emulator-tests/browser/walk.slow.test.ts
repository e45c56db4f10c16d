import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  mayOpen,
  type PageName,
  type Role,
  roles,
} from '../../functions/manager/console/session/rights.ts';
import { pagePaths } from '../../functions/manager/console/shell/page-paths.ts';
import { managerOf } from '../../infra/local/demo/demo-managers.ts';
import { openBrowser } from './open-browser.ts';
import { findBarriers, openConsole, overhangOf } from './open-console.ts';
import { serveManagerBundle } from './serve-bundle.ts';
import { startInnerStack } from './start-inner-stack.ts';

const minute = 60_000;
const pages = Object.entries(pagePaths) as [PageName, string][];
/** The largest number of Tab presses until the focus has left a page. */
const pressesMax = 250;
const languages = {
  'en-GB': 'This page is not for your role',
  'de-DE': 'Diese Seite ist nicht für Ihre Rolle',
} as const;
let browser: Browser;
let stack: Awaited<ReturnType<typeof startInnerStack>>;

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startInnerStack({ withFirestore: true })]);
  await serveManagerBundle(stack);
}, 5 * minute);

afterAll(async () => {
  await browser.close();
  await stack.stop();
});

async function openAs(role: Role, locale: string) {
  return openConsole(browser, stack.baseUrl, managerOf(role).email, { locale });
}

const everyWalk = roles.flatMap((role) =>
  (Object.keys(languages) as (keyof typeof languages)[]).map((locale) => [role, locale] as const),
);

test.each(everyWalk)(
  'for the role %s in the language %s, each page of the bundle opens without a fault, or says that it is for other roles',
  async (role, locale) => {
    const { page, complaints } = await openAs(role, locale);
    for (const [name, path] of pages) {
      await page.goto(stack.baseUrl + path);
      if (mayOpen(name, role)) await page.getByRole('heading', { level: 1 }).waitFor();
      else await page.getByRole('heading', { name: languages[locale] }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      expect([path, await findBarriers(page), await overhangOf(page)]).toEqual([path, [], 0]);
    }
    expect(complaints).toEqual([]);
  },
  10 * minute,
);

/** From now on the page notes which elements get the focus. */
async function watchFocus(page: Page): Promise<void> {
  await page.evaluate(() => {
    const visited = new Set<EventTarget>();
    Object.assign(window, { visited });
    document.addEventListener('focusin', ({ target }) => {
      if (target !== null) visited.add(target);
    });
  });
}

/** Presses Tab until the focus has left the page. @returns true if the focus has left the page */
async function tabThrough(page: Page): Promise<boolean> {
  for (let press = 0; press < pressesMax; press += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement === document.body)) return true;
  }
  return false;
}

/**
 * Returns the visible elements that a person can use, but that have not had the focus. Leaves out
 * the elements of a grid, because there the arrow keys move the focus.
 */
async function notVisited(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { visited } = window as unknown as { visited: Set<EventTarget> };
    const usable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    return [...document.querySelectorAll<HTMLElement>(usable)]
      .filter((element) => element.tabIndex >= 0 && element.checkVisibility())
      .filter((element) => !element.matches(':disabled, [type=hidden], [aria-hidden=true] *'))
      .filter((element) => element.parentElement?.closest('[role=grid], [role=treegrid]') == null)
      .filter((element) => !visited.has(element) && element.getClientRects().length > 0)
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

/** Presses Tab until a link of the menu has the focus. */
async function tabTo(page: Page, path: string): Promise<void> {
  for (let press = 0; press < pressesMax; press += 1) {
    const at = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    if (at === path) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${path} cannot be reached by Tab`);
}

test(
  'a person opens every page from the menu by keyboard; on the page Tab visits every visible control outside grids, and then leaves the page',
  async () => {
    const { page, complaints } = await openAs('owner', 'en-GB');
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const [name, path] of pages) {
      await tabTo(page, path);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname === path);
      await page.waitForLoadState('networkidle');
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await watchFocus(page);
      await page.keyboard.press('Tab');
      const skip = await page.evaluate(() => document.activeElement?.className);
      const isThrough = await tabThrough(page);
      expect([name, skip, isThrough, await notVisited(page)]).toEqual([name, 'skip', true, []]);
    }
    expect(complaints).toEqual([]);
  },
  10 * minute,
);
