import type { Readable } from 'node:stream';
import type { ArchiveEntry } from '#shared/records/archive-entry.ts';
import type { CsvOptions } from '#shared/records/export-options.ts';
import { createCsvStream } from './csv-stream.ts';
import { quietStream } from './quiet-stream.ts';

/** Returns the content of a file of an archive as a stream. Rows become a CSV. */
export function entryStream(
  entry: ArchiveEntry,
  csv: CsvOptions | undefined,
  reportError: (error: unknown) => void,
): Readable {
  return 'rows' in entry
    ? createCsvStream(entry.columns, entry.rows, reportError, csv)
    : quietStream(entry.content, reportError);
}
