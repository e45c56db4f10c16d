import { execFileSync } from 'node:child_process';
import { root } from '../build/functions.ts';

const biome = `${root}node_modules/@biomejs/biome/bin/biome`;

/** Formats a TypeScript source as the project's formatter does, with its imports in order. */
export function layOut(path: string, source: string): string {
  const args = [biome, 'check', '--write', '--linter-enabled=false', `--stdin-file-path=${path}`];
  return execFileSync(process.execPath, args, { cwd: root, input: source, encoding: 'utf8' });
}
