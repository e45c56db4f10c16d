import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { root } from './functions.ts';

/** The file that describes the sources of the last build. */
const stampPath = `${root}dist/.built-from`;

const patterns = ['{functions,shared,infra/build}/**/*.{ts,tsx,css}', 'package-lock.json'];

/** Returns how many sources there are, and when one of them was last changed. */
function describeSources(): string {
  const paths = globSync(patterns, { cwd: root });
  const times = paths.map((path) => statSync(root + path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return `${paths.length} ${Math.max(0, ...times)}`;
}

/** Tells whether `dist/` was built from the present sources. */
export function isUpToDate(): boolean {
  try {
    return readFileSync(stampPath, 'utf8') === describeSources();
  } catch {
    return false;
  }
}

/**
 * Describes the sources. Call this function when a build begins.
 * @returns a function that stores the description; call it when the build ends
 */
export function beginBuild(): () => void {
  const sources = describeSources();
  return () => writeFileSync(stampPath, sources);
}
