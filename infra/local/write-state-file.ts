import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Replaces the file in one step, so that a crash leaves the old state or the new; for its owner only. */
export function writeStateFile(path: string, state: unknown): void {
  const draft = `${path}.${process.pid}.tmp`;
  rmSync(draft, { force: true });
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600, flush: true });
  renameSync(draft, path);
}

export function readStateFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`The state file ${path} cannot be read; remove it to start afresh`, {
      cause: error,
    });
  }
}
