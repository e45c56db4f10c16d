import { execFileSync } from 'node:child_process';
import { root } from '../build/functions.ts';

const biome = `${root}node_modules/@biomejs/biome/bin/biome`;

/** A TypeScript source as the formatter of the project lays it out. */
export function layOut(path: string, source: string): string {
  const args = [biome, 'format', `--stdin-file-path=${path}`];
  return execFileSync(process.execPath, args, { cwd: root, input: source, encoding: 'utf8' });
}
