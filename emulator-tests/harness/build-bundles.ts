import { execFile } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isUpToDate } from '../../infra/build/built-from.ts';
import { compiledFile } from '../../infra/build/compile-ahead.ts';
import { root } from '../../infra/build/functions.ts';

const lock = `${root}dist/.building`;
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Takes a lock, because several test files run at the same time. One of them builds, and the others
 * wait. A lock whose process has ended is removed.
 */
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

/**
 * Builds all bundles as `npm run build` does. It builds nothing if the named bundles exist and the
 * sources have not changed since the last build.
 */
export async function buildBundles(names: readonly string[]): Promise<void> {
  await takeLock();
  try {
    const isBuilt = names.every((name) => existsSync(`${root}dist/${name}/${compiledFile}`));
    if (isBuilt && isUpToDate()) return;
    await promisify(execFile)(process.execPath, ['infra/build/main.ts'], { cwd: root });
  } finally {
    rmSync(lock, { force: true });
  }
}
