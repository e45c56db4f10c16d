import { execFile } from 'node:child_process';
import {
  closeSync,
  existsSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { root } from '../../infra/build/functions.ts';

const lock = `${root}dist/.building`;
/** Names the sources that were built, by the time of the latest of them. */
const stamp = `${root}dist/.built-from`;

function newest(pattern: string): number {
  const paths = globSync(pattern, { cwd: root });
  const times = paths.map((path) => statSync(root + path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.max(0, ...times);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Test files run at the same time; one builds, the others wait. A lock of a dead process does not count. */
async function takeLock(): Promise<void> {
  mkdirSync(`${root}dist`, { recursive: true });
  for (;;) {
    try {
      const file = openSync(lock, 'wx');
      writeFileSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(readText(lock));
    if (holder > 0 && !isRunning(holder)) rmSync(lock, { force: true });
    await sleep(50);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Builds the bundles, as `npm run build` does, unless they were built from the sources as they are now. */
export async function buildBundles(names: readonly string[]): Promise<void> {
  await takeLock();
  try {
    const sources = String(newest('{functions,shared,infra/build}/**/*.{ts,tsx,css}'));
    const isBuilt = names.every((name) => existsSync(`${root}dist/${name}/package.json`));
    if (isBuilt && readText(stamp) === sources) return;
    await promisify(execFile)(process.execPath, ['infra/build/main.ts'], { cwd: root });
    writeFileSync(stamp, sources);
  } finally {
    rmSync(lock, { force: true });
  }
}
