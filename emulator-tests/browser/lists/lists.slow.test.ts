import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { liveTexts } from '../../../functions/manager/console/live/live-texts.ts';
import { failureTexts } from '../../../functions/manager/console/parts/failure-texts.ts';
import { listTexts } from '../../../functions/manager/console/parts/list/list-texts.ts';
import { managerOf } from '../../../infra/local/demo/demo-managers.ts';
import { type RunningStack, startStack, stopStack, waitForDemo } from '../../stack/run-stack.ts';
import { openBrowser } from '../open-browser.ts';
import { findBarriers } from '../open-console.ts';
import { signInAs } from '../sign-in-as.ts';
import { type EveryList, everyList } from './every-list.ts';
import { steerList } from './steer-list.ts';

const { again } = failureTexts.en;
const { more, loading } = listTexts.en;
let browser: Browser;
let stack: RunningStack;
let baseUrl: string;
let session: Awaited<ReturnType<typeof signIn>>;

async function signIn() {
  const context = await browser.newContext();
  await signInAs(await context.newPage(), baseUrl, managerOf('owner').email);
  const state = await context.storageState();
  await context.close();
  return state;
}

beforeAll(async () => {
  [browser, stack] = await Promise.all([openBrowser(), startStack(['--in-memory'])]);
  baseUrl = stack.description.base_url;
  await waitForDemo(baseUrl);
  session = await signIn();
}, 300_000);

afterAll(async () => {
  await browser.close();
  await stopStack(stack);
});

/** Opens a page as an owner. Notes the errors of its script. */
async function openPage(): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1400, height: 900 },
    storageState: session,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  return { page, errors };
}

/**
 * Waits until a list says that more entries follow, and loads them if the list can. Does nothing
 * with a `limited` list.
 */
async function expectMore(page: Page, list: EveryList, loadLast: () => Promise<void>) {
  const place = list.within?.(page) ?? page.locator('main');
  if (list.more === 'limited') return;
  if (typeof list.more === 'object') {
    await place.getByText(list.more.text).first().waitFor();
    return;
  }
  const sign =
    list.more === 'scroll'
      ? place.getByText(loading).first()
      : place.getByText(/loaded, there are more/).first();
  await sign.waitFor();
  if (list.more === 'button') {
    const button = place.getByRole('button', { name: more }).first();
    // A list that fits on the screen loads its next page without a press.
    if (await button.isVisible()) await button.click();
    await place.getByRole('button', { name: loading }).first().waitFor();
  }
  await loadLast();
  await sign.waitFor({ state: 'detached' });
}

test.each(everyList.map((list) => [list.name, list] as const))(
  'the list of %s shows that it is loading, that loading has failed, that it is empty, or that more entries follow',
  async (_, list) => {
    const { page, errors } = await openPage();
    const place = list.within?.(page) ?? page.locator('main');
    const steer = await steerList(page, list);
    await page.goto(baseUrl + list.path);
    await list.open?.(page);
    await place.locator('.waiting, .loading').first().waitFor();

    await steer.turn('refused');
    await place.getByRole('alert').getByText(failureTexts.en.refused.title).first().waitFor();
    await expect.poll(() => place.locator('.waiting, .loading').count()).toBe(0);
    if (list.empty !== undefined) expect(await place.getByText(list.empty).count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);

    await steer.turn('empty');
    await place.getByRole('button', { name: again }).first().press('Enter');
    await place.getByRole('alert').first().waitFor({ state: 'detached' });
    if (list.empty !== undefined) {
      await place.getByText(list.empty).first().waitFor();
      expect(await findBarriers(page)).toEqual([]);
    }

    await steer.turn('cut');
    await page.goto(baseUrl + list.path);
    await list.open?.(page);
    await expectMore(page, list, async () => steer.turn('last'));
    await steer.stop();
    expect(errors).toEqual([]);
  },
);

test('an empty list says that it cannot load new entries', async () => {
  const { page, errors } = await openPage();
  const list = everyList.find(({ path }) => path === '/runtime-log');
  if (list?.empty === undefined) throw new Error('the runtime log is not in the table of lists');
  const steer = await steerList(page, list);
  await steer.turn('empty');
  await page.goto(baseUrl + list.path);
  const place = page.locator('main');
  await place.getByText(list.empty).first().waitFor();
  await steer.turn('refused');
  const alert = place.getByRole('alert');
  await alert.getByText(failureTexts.en.refused.title).first().waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await steer.turn('empty');
  await place.getByRole('button', { name: again }).first().press('Enter');
  await alert.first().waitFor({ state: 'detached' });
  await steer.stop();
  expect(errors).toEqual([]);
});

test('if the console cannot find out who is signed in, it says so, and it can try again', async () => {
  const { page, errors } = await openPage();
  await page.route('**/v1/me', (route) => route.fulfill({ status: 503, json: {} }));
  await page.goto(`${baseUrl}/live`);
  await page
    .getByRole('alert')
    .getByText(failureTexts.en.statuses[503]?.title ?? '')
    .waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.unroute('**/v1/me');
  await page.getByRole('button', { name: again }).press('Enter');
  await page.getByRole('row').first().waitFor();
  expect(errors).toEqual([]);
});

test('a conversation that is opened without a network reports this, and loads when the network returns', async () => {
  const { page, errors } = await openPage();
  await page.goto(`${baseUrl}/live`);
  await page.getByRole('row').first().waitFor();
  await page.context().setOffline(true);
  await page.getByRole('row').first().press('Enter');
  const thread = page.locator('.thread');
  await thread.getByRole('alert').getByText(failureTexts.en.unreachable.title).waitFor();
  await page.context().setOffline(false);
  await thread.getByText(liveTexts.en.authors.customer).first().waitFor();
  await thread.getByRole('alert').waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
});
