import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lists the files in a folder and its subfolders: their paths within the folder, sorted. */
function filesIn(folder: string): string[] {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      // V8's compiled code is different in each build. So it is left out.
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.compiled'))
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .toSorted()
  );
}

/**
 * A digest of a bundle's folder, short enough for a label of Cloud Run. Two builds of the same
 * sources have the same digest. So a function that has not changed is not deployed again.
 */
export function digestBundle(folder: string): string {
  const hash = createHash('sha256');
  for (const path of filesIn(folder)) {
    const content = readFileSync(join(folder, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 40);
}
