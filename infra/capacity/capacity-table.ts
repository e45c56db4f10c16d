import type { IndexFile } from '../firestore/index-file.ts';
import { markdownTable } from '../generate/markdown-table.ts';
import type { Load } from './message-load.ts';
import { overLimit, simulateLoad } from './simulate-load.ts';

/** The loads that the README shows in its table under “Ranges”. */
export const toldLoads: readonly Load[] = [
  { tenants: 1_000, perSecond: 100_000, purgeShards: 256 },
  { tenants: 100, perSecond: 10_000, purgeShards: 4 },
  { tenants: 1, perSecond: 500, purgeShards: 4 },
  { tenants: 1, perSecond: 501, purgeShards: 4 },
];

/**
 * Returns a row of the README's table under “Ranges”: the load, the index with the busiest range,
 * and the writes a second to this range.
 */
export function rowOf(load: Load, file: IndexFile): string[] {
  const loads = simulateLoad(load, file);
  const [busiest] = loads;
  if (busiest === undefined) throw new Error('the simulated messages were written to no index');
  const over = overLimit(loads).length;
  return [
    load.perSecond.toLocaleString('en'),
    load.tenants.toLocaleString('en'),
    String(load.purgeShards),
    `\`${busiest.name}\``,
    busiest.busiest.toLocaleString('en'),
    over === 0 ? 'yes' : `no, ${over} ${over === 1 ? 'index is' : 'indexes are'} above it`,
  ];
}

/** The README's table under “Ranges”. */
export function capacityTable(rows: readonly string[][]): string {
  const head = [
    'messages/s',
    'tenants',
    '`PURGE_SHARDS`',
    'busiest index',
    'writes/s',
    'within 500/s',
  ];
  return markdownTable(head, rows);
}
