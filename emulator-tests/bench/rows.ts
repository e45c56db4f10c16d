import { writeFile } from 'node:fs/promises';

/** The result of a comparison. */
export type Row = {
  readonly name: string;
  readonly cpu_ratio: number;
  readonly time_ratio: number;
  /**
   * The spread of the ratio of CPU time or of the ratio of time; each bench chooses one of the two
   * ratios. The spread is the distance between the first and the third quartile of the values.
   */
  readonly spread: number;
  /** The goal: the highest value of the ratio that `spread` describes. The bench only prints it. */
  readonly limit?: number;
  /** The ratio of the memory that both processes use after their first request. */
  readonly rss_ratio?: number;
  /** What one request costs at Firestore, if it was counted. */
  readonly operations?: Operations;
};

/**
 * The numbers of Firestore's operations for one request. A read is a document that is asked for by
 * its path or that a query returns. A query without a result is a read too.
 */
export type Operations = {
  readonly calls: number;
  readonly reads: number;
  readonly writes: number;
  readonly deletes: number;
  readonly bytes: number;
};

export type Cost = { readonly cpu: number; readonly time: number };

/** Returns a quantile: the smallest value for share 0, the median for 0.5, the largest for 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

/**
 * Returns the median ratios of CPU and of time, for pairs that were measured alternately. Also
 * returns the spread of the ratio that `spreadOf` names.
 */
export function rowOf(
  name: string,
  pairs: readonly { readonly own: Cost; readonly bare: Cost }[],
  spreadOf: keyof Cost = 'time',
): Row {
  const ratios = {
    cpu: pairs.map(({ own, bare }) => own.cpu / bare.cpu),
    time: pairs.map(({ own, bare }) => own.time / bare.time),
  };
  return {
    name,
    cpu_ratio: quantile(ratios.cpu, 0.5),
    time_ratio: quantile(ratios.time, 0.5),
    spread: quantile(ratios[spreadOf], 0.75) - quantile(ratios[spreadOf], 0.25),
  };
}

/** The result of a comparison of the memory that two processes use after many requests. */
export type MemoryRow = {
  readonly name: string;
  readonly requests: number;
  /** The median of all rounds. */
  readonly rss_ratio: number;
  /** The distance between the first and the third quartile of the ratios. */
  readonly spread: number;
  readonly limit: number;
  readonly own_mib: number;
  readonly bare_mib: number;
};

/** The largest growth of the heap during a sweep over this number of records. */
export type HeapRow = {
  readonly name: string;
  readonly records: number;
  readonly heap_mib: number;
};

/** With `--json FILE` writes rows to a file. */
export async function writeRows(
  rows: readonly Row[] | readonly MemoryRow[] | readonly HeapRow[],
): Promise<void> {
  const at = process.argv.indexOf('--json');
  const file = process.argv[at + 1];
  if (at >= 0 && file !== undefined) await writeFile(file, `${JSON.stringify(rows, null, 2)}\n`);
}

/** Prints rows as a table. With `--json FILE` it also writes them to a file. */
export async function tellRows(rows: readonly Row[]): Promise<void> {
  for (const { name, cpu_ratio, time_ratio, spread, limit } of rows)
    console.log(
      `${name.padEnd(20)} CPU x${cpu_ratio.toFixed(2)}  time x${time_ratio.toFixed(2)}  (spread ${spread.toFixed(2)})${limit === undefined ? '' : `  limit ${limit}`}`,
    );
  await writeRows(rows);
}
