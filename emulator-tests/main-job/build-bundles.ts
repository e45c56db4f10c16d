import { execFile } from 'node:child_process';
import { closeSync, globSync, mkdirSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { root } from '../../infra/build/functions.ts';

const lock = `${root}dist/.building`;

function newest(pattern: string): number {
  const times = globSync(pattern, { cwd: root }).map((path) => statSync(root + path).mtimeMs);
  return Math.max(0, ...times);
}

function isFresh(names: readonly string[]): boolean {
  const source = newest('{functions,shared,infra/build}/**/*.ts');
  return names.every((name) => newest(`dist/${name}/package.json`) > source);
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
    const holder = Number(readHolder());
    if (holder > 0 && !isRunning(holder)) rmSync(lock, { force: true });
    await sleep(50);
  }
}

function readHolder(): string {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return '';
  }
}

/** Builds the bundles that are older than their sources, as `npm run build` does. */
export async function buildBundles(names: readonly string[]): Promise<void> {
  await takeLock();
  try {
    if (isFresh(names)) return;
    await promisify(execFile)(process.execPath, ['infra/build/main.ts'], { cwd: root });
  } finally {
    rmSync(lock, { force: true });
  }
}
