import type { Page } from 'playwright-core';
import { pagePaths } from '../../functions/manager/console/shell/page-paths.ts';
import { demoTenants } from '../../infra/local/demo/demo-tenants.ts';
import { planDemo } from '../../infra/local/demo/plan-demo.ts';

/** A picture: a page, and the part that is opened on it before the picture is taken. */
export type Scene = {
  readonly name: string;
  readonly page: keyof typeof pagePaths;
  /** The name of its file in the README, if the README shows it. */
  readonly readme?: string;
  readonly open?: (page: Page) => Promise<void>;
};

/** Customers of the demo who have records in most categories. They are the same at every start. */
export const demoPeople = planDemo(demoTenants[0], 1, Date.now())
  .customers.slice(0, demoTenants[0].active)
  .map(({ person }) => person.email);

/**
 * Opens the customer on the page of customers. The clock icon on that page shows all stored data of
 * the person.
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
  // Separate requests load the facts beside the conversation.
  await page.waitForLoadState('networkidle');
}

const names = Object.keys(pagePaths) as (keyof typeof pagePaths)[];
const readme: { readonly [page: string]: string } = { overview: 'console-overview.png' };

/**
 * Returns a scene for each page as it opens, and for two pages with an open person or conversation.
 */
export function scenesOf(person: string): readonly Scene[] {
  const pages = names.map((page): Scene => {
    const picture = readme[page];
    return { name: page, page, ...(picture !== undefined && { readme: picture }) };
  });
  return [
    ...pages,
    { name: 'live-open', page: 'live', readme: 'console-live.png', open: openConversation },
    {
      name: 'customers-person',
      page: 'customers',
      readme: 'console-customers.png',
      open: (page) => openPerson(page, person),
    },
  ];
}
