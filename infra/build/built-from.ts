import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { root } from './functions.ts';

/** Names the sources that were built last, by the time of the latest of them. */
const stampPath = `${root}dist/.built-from`;

const patterns = ['{functions,shared,infra/build}/**/*.{ts,tsx,css}', 'package-lock.json'];

function describeSources(): string {
  const paths = globSync(patterns, { cwd: root });
  const times = paths.map((path) => statSync(root + path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return `${paths.length} ${Math.max(0, ...times)}`;
}

/** Whether `dist/` was built from the sources as they are now. */
export function isUpToDate(): boolean {
  try {
    return readFileSync(stampPath, 'utf8') === describeSources();
  } catch {
    return false;
  }
}

/**
 * Begins a build. @returns a function that notes its end, with the sources as they were at the
 * beginning
 */
export function beginBuild(): () => void {
  const sources = describeSources();
  return () => writeFileSync(stampPath, sources);
}
