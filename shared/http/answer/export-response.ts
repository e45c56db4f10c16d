import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import type { ArchiveEntry } from '#shared/records/archive-entry.ts';
import type { CsvOptions } from '#shared/records/export-options.ts';
import type { Row } from '#shared/records/export-records.ts';
import { createCsvStream } from './csv-stream.ts';
import { entryStream } from './entry-stream.ts';
import { isUnexpected } from './problem-response.ts';
import { untilIdle } from './until-idle.ts';
import { createZipStream, type ZipEntry } from './zip-stream.ts';

const compress = promisify(deflateRaw);

/**
 * The size of an export is estimated from its first rows. This is the maximum number of these rows.
 */
const sampleRows = 200;
const sampleBytes = 64 * 1024;
/** The approximate number of bytes by which an archive is larger than its compressed content. */
const archiveBytes = 300;
/**
 * Up to this estimated size, the archive is surely smaller than 4 GiB, although the estimate is not
 * exact. Above it, the archive gets the format for large archives (ZIP64).
 */
const surelySmallBytes = 1024 ** 3;
/**
 * The number of files that follow the CSV is counted when the export begins, and may grow later. Up
 * to this number, the archive surely gets at most 65,534 entries. With more files, the archive gets
 * the format ZIP64 too.
 */
const surelyFewEntries = 60_000;

export type ExportFile = {
  /** The file's name without its extension. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<Row>;
  /** The approximate number of rows. Records may be added or deleted during the export. */
  readonly count: number;
  readonly at: Instant;
  readonly password: string | undefined;
  readonly csv?: CsvOptions;
  /** Files that follow the CSV in the archive, and their bytes. */
  readonly beside?: {
    readonly count: number;
    readonly bytes: number;
    readonly entries: AsyncIterable<ArchiveEntry>;
  };
};

async function takeSample(rows: AsyncIterator<Row>): Promise<Row[]> {
  const sample: Row[] = [];
  let bytes = 0;
  while (sample.length < sampleRows && bytes < sampleBytes) {
    const next = await rows.next();
    if (next.done) break;
    sample.push(next.value);
    bytes += JSON.stringify(next.value).length;
  }
  return sample;
}

async function* startingWith(sample: readonly Row[], rest: AsyncIterator<Row>) {
  try {
    yield* sample;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function measure(
  { columns, count, csv: options, beside }: ExportFile,
  sample: readonly Row[],
) {
  const csv = await buffer(
    createCsvStream(columns, Readable.from(sample), () => undefined, options),
  );
  const share = count / Math.max(1, sample.length);
  const compressed = (await compress(csv)).length;
  const factor = Math.max(1, share);
  const besideBytes = beside?.bytes ?? 0;
  return {
    bytes: csv.length * factor + besideBytes,
    // Most files that follow the CSV are already compressed, so compression saves little.
    zipBytes: compressed * factor + besideBytes + archiveBytes,
  };
}

async function* entriesOf(
  { name, columns, csv, at, beside }: ExportFile,
  rows: AsyncIterable<Row>,
  reportError: (error: unknown) => void,
): AsyncGenerator<ZipEntry, void> {
  const zipped = (entry: ArchiveEntry): ZipEntry => ({
    name: entry.name,
    at: new Date(at / microsPerMilli),
    content: entryStream(entry, csv, reportError),
  });
  yield zipped({ name: `${name}.csv`, columns, rows });
  try {
    for await (const entry of beside?.entries ?? []) yield zipped(entry);
  } catch (error) {
    if (isUnexpected(error)) reportError(error);
    throw error;
  }
}

/**
 * Sends rows as a CSV in a ZIP archive, encrypted if there is a password. Other files may follow
 * the CSV. The headers contain the approximate number of rows and of bytes, so that the receiver
 * can show the progress. The number of bytes is estimated from the first rows.
 */
export async function exportResponse(
  file: ExportFile,
  reportError: (error: unknown) => void,
): Promise<Response> {
  const rows = file.rows[Symbol.asyncIterator]();
  const sample = await takeSample(rows);
  const { bytes, zipBytes } = await measure(file, sample);
  const archive = await createZipStream(entriesOf(file, startingWith(sample, rows), reportError), {
    password: file.password,
    isLarge: bytes > surelySmallBytes || (file.beside?.count ?? 0) > surelyFewEntries,
  });
  return new Response(untilIdle(archive), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${file.name}.zip"`,
      'mayfly-export-rows': String(file.count),
      'mayfly-export-bytes': String(Math.ceil(zipBytes)),
    },
  });
}
