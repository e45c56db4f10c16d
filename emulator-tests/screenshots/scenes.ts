import type { Page } from 'playwright-core';
import { pagePaths } from '../../functions/manager/console/shell/page-paths.ts';
import { demoTenants } from '../../infra/local/demo/demo-tenants.ts';
import { planDemo } from '../../infra/local/demo/plan-demo.ts';

/** A picture to take: a page, and what is opened on the page first. */
export type Scene = {
  readonly name: string;
  readonly page: keyof typeof pagePaths;
  /** The query in the page's address. It opens a part of the page, for example `?tab=keys`. */
  readonly search?: string;
  /** The name of the picture's file in `infra/`, if the README shows the picture. */
  readonly readme?: string;
  readonly open?: (page: Page) => Promise<void>;
};

/**
 * Email addresses of demo customers with records in most categories. They are the same at every
 * start.
 */
export const demoPeople = planDemo(demoTenants[0], 1, Date.now())
  .customers.slice(0, demoTenants[0].active)
  .map(({ person }) => person.email);

/**
 * Searches for a person on the page of customers, and scrolls to the clock: a time axis with all
 * stored data of the person.
 */
async function openPerson(page: Page, email: string): Promise<void> {
  const box = page.locator('form.person-box');
  await box.locator('input').first().fill(email);
  await box.locator('button[type=submit]').click();
  await page.locator('.clock-bar').first().waitFor();
  const clock = page.locator('.panel').filter({ has: page.locator('.clock-bar') });
  await clock.first().evaluate((panel) => panel.scrollIntoView());
}

async function openConversation(page: Page): Promise<void> {
  await page.getByRole('row').first().click();
  await page.getByRole('log').waitFor();
}

/** Opens the details of the first row, in a table or in a list of cards. */
async function openRow(page: Page): Promise<void> {
  const rows = page.getByRole('grid').getByRole('row');
  const isTable = (await page.getByRole('columnheader').count()) > 0;
  await rows.nth(isTable ? 1 : 0).press('Enter');
  await page.getByRole('dialog').waitFor();
}

/** Opens a tab by its position. This is for tabs that have no address of their own. */
const openTab = (place: number) => async (page: Page) => page.getByRole('tab').nth(place).click();

/** Adds a system that receives device data, so that the picture shows it. */
async function addSystem(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const body = {
      url: 'https://crm.example.com/mayfly',
      auth: { type: 'none' },
      mapping: { vorname: 'contact.first', anlass: 'deal.reason' },
    };
    await fetch('/v1/transfer-endpoints/crm', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'mayfly-csrf': '1' },
      body: JSON.stringify(body),
    });
  });
  await page.reload({ waitUntil: 'networkidle' });
}

const names = Object.keys(pagePaths) as (keyof typeof pagePaths)[];
const readme: { readonly [page: string]: string } = { overview: 'console-overview.png' };

/** The parts of a page that have an address of their own. */
const tabs: { readonly [page in keyof typeof pagePaths]?: readonly string[] } = {
  nlu: ['tab=accuracy'],
  loyalty: ['tab=rewards'],
  requests: ['view=person', 'view=erasures', 'view=receipts', 'view=restricted'],
  settings: ['members', 'keys', 'rules', 'controller', 'recipients', 'end'].map(
    (tab) => `tab=${tab}`,
  ),
};

/** Returns the scenes: each page as it opens, tabs of some pages, and some opened entries. */
export function scenesOf(person: string): readonly Scene[] {
  const pages = names.map((page): Scene => {
    const picture = readme[page];
    return { name: page, page, ...(picture !== undefined && { readme: picture }) };
  });
  const parts = names.flatMap((page) =>
    (tabs[page] ?? []).map((part): Scene => {
      return { name: `${page}-${part.split('=')[1]}`, page, search: `?${part}` };
    }),
  );
  return [
    ...pages,
    ...parts,
    { name: 'settings-transfer', page: 'settings', search: '?tab=transfer', open: addSystem },
    { name: 'storage-beside', page: 'storage', open: openTab(1) },
    { name: 'storage-documents', page: 'storage', open: openTab(2) },
    { name: 'storage-archive', page: 'storage', open: openTab(3) },
    { name: 'runtimeLog-entry', page: 'runtimeLog', open: openRow },
    { name: 'consents-proof', page: 'consents', open: openRow },
    { name: 'live-open', page: 'live', readme: 'console-live.png', open: openConversation },
    {
      name: 'customers-person',
      page: 'customers',
      readme: 'console-customers.png',
      open: (page) => openPerson(page, person),
    },
  ];
}
