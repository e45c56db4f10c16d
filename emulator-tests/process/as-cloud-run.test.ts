import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { firstCallOf } from '../../infra/build/first-call.ts';
import { functionNames, root } from '../../infra/build/functions.ts';
import { buildBundles } from '../harness/build-bundles.ts';
import { callerOf } from '../harness/caller.ts';
import { environmentOf } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { type Scheduler, startScheduler } from '../harness/scheduler.ts';
import { useStack } from '../harness/stack.ts';

const stack = useStack('demo-as-cloud-run');
const images = mkdtempSync(join(tmpdir(), 'mayfly-images-'));
const temporary = mkdtempSync(join(tmpdir(), 'mayfly-temporary-'));
let scheduler: Scheduler;
let key: string;

/**
 * A time limit in milliseconds. If no other suite has built the bundles yet, this suite builds all
 * of them.
 */
const wholeBuild = 300_000;

beforeAll(async () => {
  await buildBundles(functionNames());
  scheduler = await startScheduler(stack());
  key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
}, wholeBuild);
afterAll(() => {
  for (const folder of [images, temporary]) rmSync(folder, { recursive: true });
});

const framework = `${root}node_modules/@google-cloud/functions-framework/build/src/main.js`;
const preload = fileURLToPath(new URL('listen-on-port.ts', import.meta.url));

/** With these options Node may write in one folder only, and may start no other program. */
const restricted = [
  '--permission',
  '--allow-fs-read=*',
  `--allow-fs-write=${join(temporary, '*')}`,
  '--allow-addons',
  '--allow-worker',
];

/**
 * Finds a free port below the ports that the operating system gives to clients. Otherwise a client
 * could get the port before the function listens on it.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    const server = createServer();
    const isFree = new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    // oxlint-disable-next-line no-await-in-loop
    if (!(await isFree)) continue;
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => {
      server.close(resolve);
    });
    return port;
  }
}

/**
 * Copies the folder of a deployment to a place outside this project. From there Node finds no
 * packages of the project.
 */
function imageOf(name: string): string {
  const image = join(images, name);
  cpSync(`${root}dist/${name}`, image, { recursive: true });
  return image;
}

/**
 * Starts the function in a copied folder as Cloud Run does: with `PORT` and `FUNCTION_TARGET`, and
 * without any flag of the framework.
 */
function startImage(name: string, image: string, port: number) {
  const env = {
    ...environmentOf(stack(), name, { env: scheduler.env }),
    PORT: String(port),
    FUNCTION_TARGET: 'handler',
    // K_SERVICE is not set here. With K_SERVICE a function would refuse the emulators of this test.
    K_REVISION: `${name}-00001`,
    K_CONFIGURATION: name,
    TMPDIR: temporary,
  };
  const args = [...restricted, '--import', preload, framework];
  const child = spawn(process.execPath, args, { cwd: image, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { child, ended, output: () => output };
}

test.each(functionNames())(
  '%s starts as on Cloud Run, does its work on PORT, and ends on SIGTERM',
  async (name) => {
    const image = imageOf(name);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const { child, ended, output } = startImage(name, image, port);
    try {
      const health = async () => (await fetch(`${url}/health`).catch(() => undefined))?.status;
      while ((await health()) !== 200) {
        if (child.exitCode !== null) throw new Error(output());
        await sleep(50);
      }
      const work = firstCallOf(name);
      if (work !== undefined) {
        const isTask = work.path.startsWith('/tasks/');
        const target = { request: (path: string, init?: RequestInit) => fetch(url + path, init) };
        const call = callerOf(target, isTask ? await scheduler.token() : key);
        const answer = await call(work.method, work.path, work.bodyOf?.(1));
        expect([answer.status, output()]).toEqual([work.status, output()]);
      }
    } finally {
      child.kill('SIGTERM');
    }
    expect(await ended).toBe(0);
    expect(output()).not.toContain('ERR_ACCESS_DENIED');
    expect(output()).not.toContain('"severity":"ERROR"');
  },
);

test.each(functionNames())(
  'the package.json of %s names its main module and its version of Node, but no dependencies',
  (name) => {
    const folder = `${root}dist/${name}`;
    const { main, engines, dependencies } = JSON.parse(
      readFileSync(`${folder}/package.json`, 'utf8'),
    ) as { readonly main: string; readonly engines: object; readonly dependencies?: object };
    expect([existsSync(`${folder}/${main}`), engines]).toEqual([true, { node: '24.x' }]);
    // Without dependencies, Cloud Run's builder installs nothing. The folder contains everything
    // that the bundle needs.
    expect(dependencies).toBeUndefined();
    // With one of these files, gcloud would leave out a part of the folder.
    for (const file of ['.gitignore', '.gcloudignore', '.git'])
      expect(existsSync(`${folder}/${file}`)).toBe(false);
  },
);
