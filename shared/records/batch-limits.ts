import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import type { DocumentData, Write } from '#shared/store/store.ts';
import type { Fields } from './record.ts';

/** Records of one request at most. */
export const batchRecordsMax = 500;

/** Distinct values that need a bcrypt hash in one request at most; about 5 s of work on 2 cores. */
const lookupValuesMax = 100;

/** A commit carries 10 MiB in production and 4 MiB in the emulator; this leaves room for names and paths. */
const batchBytesMax = 3 * 1024 * 1024;

/** Of records together with what else is written with them: heads, marks, spent coins. */
const commitBytesMax = 3.75 * 1024 * 1024;

/** Protobuf framing of a value and of a document, with its path, rounded up. */
const fieldOverheadBytes = 16;
const documentOverheadBytes = 256;

/** @throws Problem `lookup-limit` */
export function checkLookupCount(category: Category, records: readonly Fields[]): void {
  const names = lookupFields(category);
  const values = records.flatMap((record) =>
    names
      .filter((name) => record[name] !== undefined)
      .map((name) => `${name}|${String(record[name])}`),
  );
  if (new Set(values).size > lookupValuesMax) throw new Problem('lookup-limit');
}

/** About how many bytes a document takes on its way to or from the database. */
export function encodedBytes(data: DocumentData): number {
  let bytes = documentOverheadBytes;
  for (const [name, value] of Object.entries(data)) {
    bytes += name.length + fieldOverheadBytes;
    if (value instanceof Uint8Array) bytes += value.length;
    else if (typeof value === 'string') bytes += value.length;
    else if (Array.isArray(value)) bytes += value.join('').length + value.length * 4;
  }
  return bytes;
}

function checkBytes(writes: readonly Write[], bytesMax: number): void {
  let bytes = 0;
  for (const write of writes) bytes += write.kind === 'delete' ? 0 : encodedBytes(write.data);
  if (bytes > bytesMax) throw new Problem('batch-too-large');
}

/** @throws Problem `batch-too-large` */
export function checkBatchBytes(writes: readonly Write[]): void {
  checkBytes(writes, batchBytesMax);
}

/** For a commit that holds more than the records themselves. @throws Problem `batch-too-large` */
export function checkCommitBytes(writes: readonly Write[]): void {
  checkBytes(writes, commitBytesMax);
}
