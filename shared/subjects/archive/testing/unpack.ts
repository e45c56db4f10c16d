import { buffer } from 'node:stream/consumers';
import type { Row } from '#shared/records/export-records.ts';
import type { Archive } from '../archive.ts';

/** A file of an archive, as tests read it. */
export type Unpacked = {
  readonly name: string;
  readonly text: string;
  /** The rows, if the file is a table. */
  readonly rows: readonly Row[];
  readonly columns: readonly string[];
};

/** Reads all files of an archive completely and in order, as the code that writes the ZIP does. */
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
