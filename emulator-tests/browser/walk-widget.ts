import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { encodeEntry } from '#shared/device/entry.ts';
import { widgetTexts } from '../../infra/local/widget/page/widget-texts.ts';
import { openWatchedPage } from './open-browser.ts';
import { findBarriers, overhangOf } from './open-console.ts';

type Look = { readonly lang: 'de' | 'en'; readonly width: number; readonly dark: boolean };

const stored = (page: Page) => page.evaluate(() => Object.keys(localStorage));

/**
 * Uses the example page of the local stack with the keyboard only: gives consent, answers some
 * questions, and presses each button.
 * @returns the faults of the page: errors, files that the browser refused to load, and requests to
 * other sites
 */
export async function walkWidget(browser: Browser, baseUrl: string, look: Look): Promise<string[]> {
  const texts = widgetTexts[look.lang];
  const complaints: string[] = [];
  const context = await browser.newContext({
    locale: look.lang,
    viewport: { width: look.width, height: 800 },
    colorScheme: look.dark ? 'dark' : 'light',
  });
  onTestFinished(() => context.close());
  const url = `${baseUrl}/_local/widget?lang=${look.lang}`;
  const page = await openWatchedPage(context, url, complaints);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).press('Enter');
  const status = page.getByRole('status');
  const says = (text: string | RegExp) => status.filter({ hasText: text }).waitFor();
  const answer = async (text: string) => {
    await page.getByRole('textbox', { name: texts.answer }).fill(text);
    await page.keyboard.press('Enter');
  };
  const keep = async (destination: 'device' | 'server') => {
    await page.getByRole('radio', { name: texts.destinations[destination] }).press(' ');
    await says(texts.moved(destination));
  };
  const check = async () => {
    expect(await findBarriers(page)).toEqual([]);
    expect(await overhangOf(page)).toBe(0);
  };

  /** Consents while the page gets no token, so that the chat cannot begin, and then says no. */
  const declineAfterFailure = async () => {
    const entry = { value: 'Ada', countedFrom: Date.now(), expiresAt: Date.now() + 60_000 };
    await page.evaluate((text) => {
      const { tenant, experience } = document.body.dataset;
      localStorage.setItem(`mayfly/${tenant}/${experience}/vorname`, text);
    }, encodeEntry(entry));
    const tokens = '**/_local/widget/token';
    await page.route(tokens, (route) => route.fulfill({ body: 'no token' }));
    await press(texts.agree);
    await says(texts.failed('unknown'));
    expect(await stored(page)).toHaveLength(1);
    await press(texts.decline);
    await says(texts.declined);
    expect(await stored(page)).toEqual([]);
    await page.unroute(tokens);
  };

  await press(texts.decline);
  await says(texts.declined);
  expect([await stored(page), await context.cookies()]).toEqual([[], []]);
  await check();

  await press(texts.agree);
  await answer('Ada');
  await page.getByRole('button', { name: texts.flowers[0] ?? '' }).press('Enter');
  await page
    .getByRole('log')
    .getByText(texts.questions['flaeche'] ?? '')
    .waitFor();
  await answer('2,5');
  const advice = texts.advice({ name: 'Ada', flower: texts.flowers[0] ?? '', plants: 15 });
  await page.getByRole('log').getByText(advice).waitFor();
  expect(await stored(page)).toHaveLength(3);

  await press(texts.handOver);
  await says(texts.handedOver(3));
  await page.getByText('"customer":{"name":"Ada"}').first().waitFor();

  await keep('server');
  await page.reload();
  await press(texts.agree);
  await page.getByRole('log').getByText(texts.hello).waitFor();
  await answer('Bea');
  await says(texts.keptAt('server', '').slice(0, 15));
  await press(texts.show);
  await page.getByRole('row', { name: texts.places.server }).waitFor();
  expect(await page.getByRole('row', { name: texts.places.device }).count()).toBe(3);
  await check();

  await press(texts.forget);
  await says(texts.forgotten(4));
  expect([await stored(page), await context.cookies()]).toEqual([[], []]);
  await declineAfterFailure();
  await press(texts.agree);
  await press(texts.show);
  await page.getByText(texts.nothingKnown).waitFor();
  await keep('device');
  return complaints;
}
