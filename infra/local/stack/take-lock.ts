import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { writeStateFile } from './write-state-file.ts';

export interface Lock {
  /** Writes the stack's address into the lock. The error `LockHeld` names it to other processes. */
  tell(at: string): void;
  release(): void;
}

interface Holder {
  pid: number;
  /** The address of the stack, which the error `LockHeld` names. */
  at: string;
}

export class LockHeld extends Error {}

/**
 * Takes a lock file for this process. It takes over a lock whose process has ended.
 * @throws LockHeld when a living process has it
 */
export function takeLock(path: string, at: string): Lock {
  const draft = `${path}.${process.pid}.tmp`;
  const own = JSON.stringify({ pid: process.pid, at } satisfies Holder);
  rmSync(draft, { force: true });
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    // A link appears together with its content, and only if no file with its name exists.
    while (!tryLink(draft, path)) removeStale(path);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    tell: (address) => writeStateFile(path, { pid: process.pid, at: address } satisfies Holder),
    release() {
      if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
    },
  };
}

function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function removeStale(path: string): void {
  const holder = readHolder(path);
  if (holder !== undefined && isAlive(holder.pid)) throw held(path, holder);
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  // Another process may have replaced the stale lock in the meantime. Then the lock of that process
  // is put back.
  const moved = readHolder(aside);
  const wasStale = moved === undefined || !isAlive(moved.pid);
  if (!wasStale) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function held(path: string, { pid, at }: Holder): LockHeld {
  return new LockHeld(
    `Another stack is running: ${at}, pid ${pid}. Stop it with: kill ${pid}\n` +
      `If that process is something else, remove ${path}`,
  );
}

function readHolder(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return Number.isInteger(holder.pid) ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
