import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Replaces the content of the file in one step. So after a crash the file contains either the old
 * state or the new state. Only the owner of the file can read it.
 */
export function writeStateFile(path: string, state: unknown): void {
  writeTextFile(path, JSON.stringify(state));
}

/** Like `writeStateFile`, for files that are not JSON. */
export function writeTextFile(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  rmSync(draft, { force: true });
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, path);
}

export function readStateFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`The state file ${path} cannot be read. Remove it to start without it`, {
      cause: error,
    });
  }
}
