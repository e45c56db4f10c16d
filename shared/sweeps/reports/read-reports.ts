import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { ReadStore } from '#shared/store/store.ts';
import { reportRef } from './note-run.ts';

/** When a purge last ran to its end, and whether it left nothing that was due. */
export type LastRun = { readonly at: string; readonly complete: boolean };

/** The last run of the purge; null before the first. One read. */
export async function readLastPurge(store: ReadStore): Promise<LastRun | null> {
  const found = await store.get(reportRef('purge'));
  if (found === undefined) return null;
  return {
    at: formatInstant(found.data['last_run_at'] as Instant),
    complete: found.data['last_complete'] === true,
  };
}
