import type { Browser, BrowserContext, Page } from 'playwright-core';
import { pagePaths } from '../../functions/manager/console/shell/page-paths.ts';
import { demoManagers } from '../../infra/local/demo/demo-managers.ts';
import { signInAs } from '../browser/sign-in-as.ts';
import type { Scene } from './scenes.ts';

export const locales = { en: 'en-GB', de: 'de-DE' } as const;
export const widths = { desktop: 1280, phone: 360 } as const;
export const schemes = ['light', 'dark'] as const;
const height = 860;
/** Before a picture of a whole page, the window gets the height of the page this many times. */
const growsMax = 3;

export type Look = {
  readonly language: keyof typeof locales;
  readonly device: keyof typeof widths;
  readonly schemes: readonly (typeof schemes)[number][];
};

export type Shooting = {
  readonly browser: Browser;
  readonly baseUrl: string;
  readonly scenes: readonly Scene[];
  readonly looks: readonly Look[];
  /** Returns the path of the file into which the picture of a scene is written. */
  readonly fileOf: (scene: Scene, look: Look, scheme: string) => string;
  /** True if the picture shows the whole page, and not only the visible part. */
  readonly isWhole: boolean;
  readonly say: (text: string) => void;
};

/** Signs the owner in once. The pictures in all languages and on all devices use this session. */
async function signIn({ browser, baseUrl }: Shooting) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInAs(page, baseUrl, demoManagers[0]?.name ?? '');
  const state = await context.storageState();
  await context.close();
  return state;
}

/**
 * Waits until the page is there and has finished loading. If a page was idle for a moment, the
 * browser's driver treats it as idle for ever. So this function also waits until no part of the
 * page is marked as loading.
 */
async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.waiting, .loading')].every((each) => !each.checkVisibility()),
  );
}

/** Makes the window as tall as the page, so that the menu is as long as the page. */
async function showWhole(page: Page, width: number): Promise<void> {
  // A list becomes longer when the window does. So the height is set several times.
  for (let at = 0; at < growsMax; at += 1) {
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.max(height, tall) });
    await settle(page);
  }
}

async function takeScene(
  page: Page,
  { baseUrl, fileOf, isWhole }: Shooting,
  look: Look,
  scene: Scene,
): Promise<number> {
  const address = baseUrl + pagePaths[scene.page] + (scene.search ?? '');
  await page.goto(address, { waitUntil: 'networkidle' });
  await settle(page);
  await scene.open?.(page);
  await settle(page);
  // A dialog covers only the window. So its picture shows the window, and not the whole page.
  const hasDialog = (await page.getByRole('dialog').count()) > 0;
  const fullPage = isWhole && !hasDialog;
  if (fullPage) await showWhole(page, widths[look.device]);
  for (const scheme of look.schemes) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: fileOf(scene, look, scheme), fullPage });
  }
  return look.schemes.length;
}

function openLook(browser: Browser, look: Look, storageState: Awaited<ReturnType<typeof signIn>>) {
  return browser.newContext({
    locale: locales[look.language],
    viewport: { width: widths[look.device], height },
    storageState,
  });
}

/**
 * Takes a picture of each scene in each look. It prints the errors of a scene, and then continues
 * with the next scene. @returns how many pictures were taken, and how many scenes failed or had
 * errors
 */
export async function takePictures(shooting: Shooting): Promise<{ taken: number; failed: number }> {
  const { browser, looks, scenes, say } = shooting;
  const state = await signIn(shooting);
  const counts = { taken: 0, failed: 0 };
  for (const look of looks) {
    const context: BrowserContext = await openLook(browser, look, state);
    for (const [index, scene] of scenes.entries()) {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('console', (line) => {
        if (line.type() === 'error') complaints.push(line.text());
      });
      counts.taken += await takeScene(page, shooting, look, scene).catch((error: unknown) => {
        complaints.push(String(error).split('\n')[0] ?? '');
        return 0;
      });
      await page.close();
      if (complaints.length > 0) counts.failed += 1;
      const where = `${look.language} ${look.device} ${index + 1}/${scenes.length} ${scene.name}`;
      say([where, ...complaints].join('\n  '));
    }
    await context.close();
  }
  return counts;
}
