import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isUpToDate } from '../../infra/build/built-from.ts';
import { compiledFile } from '../../infra/build/compile-ahead.ts';
import { root } from '../../infra/build/functions.ts';
import { type Lock, LockHeld, takeLock } from '../../infra/local/stack/take-lock.ts';

/**
 * Waits for a lock, because several test files run at the same time. One of them builds, and the
 * others wait. A lock whose process has ended is removed.
 */
async function waitForLock(): Promise<Lock> {
  mkdirSync(`${root}dist`, { recursive: true });
  for (;;) {
    try {
      return takeLock(`${root}dist/.building`, 'a build of the bundles');
    } catch (error) {
      if (!(error instanceof LockHeld)) throw error;
    }
    await sleep(50);
  }
}

/**
 * Builds all bundles as `npm run build` does. It builds nothing if the named bundles exist and the
 * sources have not changed since the last build.
 */
export async function buildBundles(names: readonly string[]): Promise<void> {
  const lock = await waitForLock();
  try {
    const isBuilt = names.every((name) => existsSync(`${root}dist/${name}/${compiledFile}`));
    if (isBuilt && isUpToDate()) return;
    await promisify(execFile)(process.execPath, ['infra/build/main.ts'], { cwd: root });
  } finally {
    lock.release();
  }
}
