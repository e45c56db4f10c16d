import { type PurgeDeps, type PurgeReport, runPurge } from '../purge/run-purge.ts';
import { runSweep } from '../run-sweep.ts';
import { type EndTenantsDeps, endTenants } from './end-tenants.ts';

const msPerSecond = 1_000;

/** The result of a purge, and how many tenants this run has completely deleted. */
export type WholePurgeReport = PurgeReport & { readonly tenants_ended: number };

/** Deletes expired documents, then ends tenants in the remaining time. */
export async function purgeAndEnd(deps: PurgeDeps & EndTenantsDeps): Promise<WholePurgeReport> {
  const purged = await runPurge(deps);
  const budgetSeconds = deps.budgetSeconds - purged.duration_ms / msPerSecond;
  const ended = await runSweep({ ...deps, budgetSeconds }, async (run) => ({
    tenants_ended: await endTenants(deps, run),
  }));
  return {
    ...purged,
    complete: purged.complete && ended.complete,
    failed: purged.failed + ended.failed,
    duration_ms: purged.duration_ms + ended.duration_ms,
    tenants_ended: ended.tenants_ended,
  };
}
