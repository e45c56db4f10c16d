import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { writeStateFile } from './write-state-file.ts';

export interface Lock {
  /**
   * Writes the address of the stack into the lock. If another process wants the lock, its error
   * `LockHeld` names this address.
   */
  tell(at: string): void;
  release(): void;
}

interface Holder {
  pid: number;
  /** The address of the stack. The error `LockHeld` names it. */
  at: string;
}

export class LockHeld extends Error {}

/**
 * Takes the lock for this process: it creates the file at `path`. If the process that had the lock
 * has ended, this process gets the lock.
 * @throws LockHeld if a running process has the lock
 */
export function takeLock(path: string, at: string): Lock {
  const draft = `${path}.${process.pid}.tmp`;
  const own = JSON.stringify({ pid: process.pid, at } satisfies Holder);
  rmSync(draft, { force: true });
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    // `linkSync` creates the lock file and its content in one step. It fails if a file with this
    // name exists.
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
  // Before the renaming, another process may have replaced the stale lock by a lock of its own.
  // Then the renaming has moved that new lock away, so it is put back.
  const moved = readHolder(aside);
  const wasStale = moved === undefined || !isAlive(moved.pid);
  if (!wasStale) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function held(path: string, { pid, at }: Holder): LockHeld {
  return new LockHeld(
    `Another stack is running: ${at}, pid ${pid}. Stop it with: kill ${pid}\n` +
      `If that process is not a stack, remove ${path}`,
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
