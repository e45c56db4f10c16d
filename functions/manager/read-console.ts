import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { ConsoleFiles } from './console-files.ts';

/** Names and types of the built files; the build writes it beside them. */
export const consoleIndex = 'files.json';

const indexSchema = z.object({
  script: z.string(),
  style: z.string(),
  icon: z.string(),
  ownScript: z.string(),
  ownStyle: z.string(),
  contentTypes: z.record(z.string(), z.string()),
});

/** The console as the build left it in a folder. @throws when it was not built */
export function readConsole(folder: string): ConsoleFiles {
  const index = indexSchema.parse(JSON.parse(readFileSync(`${folder}/${consoleIndex}`, 'utf8')));
  const assets = Object.entries(index.contentTypes).map(([name, contentType]) => {
    return [
      name,
      { contentType, body: new Uint8Array(readFileSync(`${folder}/${name}`)) },
    ] as const;
  });
  return { ...index, assets: new Map(assets) };
}
