import { mkdirSync, writeFileSync } from 'node:fs';
import { buildConsole } from './build-console.ts';
import { consoleIndex } from './read-console.ts';

/** Builds the console, and writes its files into a folder. `findConsole` reads them from there. */
export async function writeConsole(folder: string): Promise<void> {
  const { assets, ...entries } = await buildConsole();
  mkdirSync(folder, { recursive: true });
  for (const [name, { body }] of assets) writeFileSync(`${folder}/${name}`, body);
  const contentTypes = Object.fromEntries(
    [...assets].map(([name, { contentType }]) => [name, contentType]),
  );
  writeFileSync(`${folder}/${consoleIndex}`, JSON.stringify({ entries, contentTypes }));
}
