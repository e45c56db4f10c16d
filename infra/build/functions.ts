import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's root, with a trailing slash. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Names of the functions: every folder of `functions/` that has an entry. */
export function functionNames(): string[] {
  return readdirSync(`${root}functions`)
    .filter((name) => existsSync(`${root}functions/${name}/index.ts`))
    .toSorted();
}
