import { buffer } from 'node:stream/consumers';
import type { Row } from '#shared/records/export-records.ts';
import type { Archive } from '../archive.ts';

/** A file of an archive for a test. */
export type Unpacked = {
  readonly name: string;
  readonly text: string;
  /** Only for a table. */
  readonly rows: readonly Row[];
  readonly columns: readonly string[];
};

/** All files of an archive, read to their end like the writer of the archive does. */
export async function unpack({ entries }: Archive): Promise<Map<string, Unpacked>> {
  const files = new Map<string, Unpacked>();
  for await (const entry of entries) {
    const { name } = entry;
    if ('rows' in entry) {
      const rows: Row[] = [];
      for await (const row of entry.rows) rows.push(row);
      files.set(name, { name, text: '', rows, columns: entry.columns });
    } else {
      const text = (await buffer(entry.content)).toString('utf8');
      files.set(name, { name, text, rows: [], columns: [] });
    }
  }
  return files;
}
