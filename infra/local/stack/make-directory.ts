import { accessSync, constants, mkdirSync } from 'node:fs';

/** Makes sure that the directory is there and can be written to. @throws with a text for the user */
export function makeDirectory(dir: string, flag: string, mode?: number): void {
  try {
    mkdirSync(dir, { recursive: true, ...(mode !== undefined && { mode }) });
    accessSync(dir, constants.W_OK);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const text = `Cannot write to ${dir} (${code}). Choose another directory with ${flag}`;
    throw new Error(text, { cause });
  }
}
