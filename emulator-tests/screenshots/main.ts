import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pagePaths } from '../../functions/manager/console/shell/page-paths.ts';
import { root } from '../../infra/build/functions.ts';
import { openBrowser } from '../browser/open-browser.ts';
import { startStackWithDemo, stopStack, waitForDemo } from '../stack/run-stack.ts';
import { demoPeople, scenesOf } from './scenes.ts';
import { type Look, locales, schemes, takePictures, widths } from './take-pictures.ts';

const help = `npm run screenshots -- [flags]

Takes a picture of each page of the console as an owner sees it: desktop and phone, light and dark,
English and German. Without an address it starts a local stack of its own and waits for its demo.

--base URL       a local stack that runs already
--out DIR        where the pictures go (.local/screenshots, which git ignores)
--only PAGE      this page alone; may be given several times. Pages: ${Object.keys(pagePaths).join(', ')}
--person EMAIL   the person whose data the page of customers shows (${demoPeople[0]})
--readme         takes only the pictures of the README, and stores them in infra/

Exits with 1 if a page cannot be opened, or logs an error in the browser's console.
`;

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', default: false },
        base: { type: 'string' },
        out: { type: 'string', default: `${root}.local/screenshots` },
        only: { type: 'string', multiple: true, default: [] },
        person: { type: 'string', default: demoPeople[0] ?? '' },
        readme: { type: 'boolean', default: false },
      },
    });
    const unknown = values.only.find((page) => !Object.hasOwn(pagePaths, page));
    if (unknown === undefined) return values;
    throw new Error(`There is no page ${unknown}.`);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    return process.exit(2);
  }
}

/**
 * Uses the stack at the given address, or starts a new stack. In both cases it waits for all data
 * of the demo.
 */
async function openStack(base: string | undefined) {
  if (base !== undefined) {
    const baseUrl = new URL(base).origin;
    await waitForDemo(baseUrl);
    return { baseUrl, stop: async () => {} };
  }
  console.log('A local stack starts and writes its demo.');
  const stack = await startStackWithDemo();
  const stop = async () => void (await stopStack(stack));
  return { baseUrl: stack.description.base_url, stop };
}

const everyLook = Object.keys(locales).flatMap((language) =>
  Object.keys(widths).map((device) => ({ language, device, schemes }) as Look),
);

async function run({ base, out, only, person, readme }: ReturnType<typeof readArguments>) {
  const stack = await openStack(base);
  try {
    const browser = await openBrowser();
    try {
      mkdirSync(out, { recursive: true });
      const chosen = scenesOf(person).filter(
        ({ page }) => only.length === 0 || only.includes(page),
      );
      return await takePictures({
        browser,
        baseUrl: stack.baseUrl,
        scenes: readme ? chosen.filter((scene) => scene.readme !== undefined) : chosen,
        looks: readme ? [{ language: 'en', device: 'desktop', schemes: ['light'] }] : everyLook,
        fileOf: (scene, { language, device }, scheme) =>
          readme
            ? `${root}infra/${scene.readme}`
            : join(out, `${scene.name}-${device}-${scheme}-${language}.png`),
        isWhole: !readme,
        say: (text) => console.log(text),
      });
    } finally {
      await browser.close();
    }
  } finally {
    await stack.stop();
  }
}

const flags = readArguments();
if (flags.help) {
  console.log(help);
  process.exit(0);
}
const { taken, failed } = await run(flags);
console.log(`${taken} pictures in ${flags.readme ? 'infra' : flags.out}, ${failed} pages failed`);
process.exit(failed === 0 ? 0 : 1);
