import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Creates the missing folders, one at a time. In a parent that accepts no new folder, for example
 * /proc, `mkdirSync` with the option `recursive` would never return.
 */
function makeParents(dir: string, mode: number | undefined): void {
  if (existsSync(dir)) return;
  makeParents(dirname(dir), mode);
  mkdirSync(dir, mode === undefined ? {} : { mode });
}

/**
 * Makes sure that the directory exists, and that this process can write to it. @throws an error
 * with a text for the user if one of these is not possible
 */
export function makeDirectory(dir: string, flag: string, mode?: number): void {
  try {
    makeParents(resolve(dir), mode);
    accessSync(dir, constants.W_OK);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const text = `Cannot write to ${dir} (${code}). Choose another directory with ${flag}`;
    throw new Error(text, { cause });
  }
}
