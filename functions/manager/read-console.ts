import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type ConsoleFiles, entryNames } from './console-files.ts';

/**
 * The name of the file that lists the built files and their content types. The build writes this
 * list into the folder of the built files.
 */
export const consoleIndex = 'files.json';

const indexSchema = z.object({
  entries: z.record(z.enum(entryNames), z.string()),
  contentTypes: z.record(z.string(), z.string()),
});

function readConsole(folder: string): ConsoleFiles {
  const index = indexSchema.parse(JSON.parse(readFileSync(`${folder}/${consoleIndex}`, 'utf8')));
  const assets = Object.entries(index.contentTypes).map(([name, contentType]) => {
    return [
      name,
      { contentType, body: new Uint8Array(readFileSync(`${folder}/${name}`)) },
    ] as const;
  });
  return { ...index.entries, assets: new Map(assets) };
}

/**
 * Returns a function that returns the files of the built console. Only its first call reads them
 * from the folder.
 */
export function findConsole(folder: string): () => ConsoleFiles {
  let read: ConsoleFiles | undefined;
  return () => {
    read ??= readConsole(folder);
    return read;
  };
}
