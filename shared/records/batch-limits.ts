import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import { encodedBytes } from '#shared/store/encoded-bytes.ts';
import type { Write } from '#shared/store/store.ts';
import type { Fields } from './record.ts';

/** The maximum number of records that one request may store. */
export const batchRecordsMax = 500;

/**
 * The maximum number of different values in one request that need a bcrypt hash. A hundred hashes
 * take about 5 s on 2 cores.
 */
const lookupValuesMax = 100;

/**
 * The largest size of a batch of records. A commit may have 10 MiB in production, but only 4 MiB in
 * the emulator. The names of fields and the paths of documents need space too.
 */
const batchBytesMax = 3 * 1024 * 1024;

/**
 * The largest size of a commit: the records together with other writes, such as heads of
 * conversations, marks and spent coins.
 */
const commitBytesMax = 3.75 * 1024 * 1024;

/** Checks that the records of a request need at most 100 hashes. @throws Problem `lookup-limit` */
export function checkLookupCount(category: Category, records: readonly Fields[]): void {
  const names = lookupFields(category);
  const values = records.flatMap((record) =>
    names
      .filter((name) => record[name] !== undefined)
      .map((name) => `${name}|${String(record[name])}`),
  );
  if (new Set(values).size > lookupValuesMax) throw new Problem('lookup-limit');
}

function checkBytes(writes: readonly Write[], bytesMax: number): void {
  let bytes = 0;
  for (const write of writes) bytes += write.kind === 'delete' ? 0 : encodedBytes(write.data);
  if (bytes > bytesMax) throw new Problem('batch-too-large');
}

/** Checks the size of a batch of records. @throws Problem `batch-too-large` */
export function checkBatchBytes(writes: readonly Write[]): void {
  checkBytes(writes, batchBytesMax);
}

/**
 * Checks the size of a commit that contains other writes in addition to those of the records.
 * @throws Problem `batch-too-large`
 */
export function checkCommitBytes(writes: readonly Write[]): void {
  checkBytes(writes, commitBytesMax);
}
