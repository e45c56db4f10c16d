import type { App } from '#shared/http/create-app.ts';
import { createTaskApp } from '#shared/http/create-task-app.ts';
import { raiseStamps } from '#shared/restores/raise-stamps.ts';
import type { EndTenantsDeps } from '#shared/sweeps/offboarding/end-tenants.ts';
import { purgeAndEnd } from '#shared/sweeps/offboarding/purge-and-end.ts';
import { nextTurn } from '#shared/sweeps/purge/next-turn.ts';
import type { PurgeDeps } from '#shared/sweeps/purge/run-purge.ts';
import type { Turn } from '#shared/sweeps/purge/turn.ts';
import { notePurge } from '#shared/sweeps/reports/note-run.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import type { TaskService, TaskWork } from '#shared/wiring/task-service.ts';

/**
 * Expired records must be deleted within an hour. The log gets an error if a deletion is more than
 * two hours late. It also gets an error if a data key has waited for its destruction for more than
 * two hours. Keys of documents without an expiry may wait longer.
 */
const alarmSeconds = 2 * 3_600;

type Deps = PurgeDeps &
  EndTenantsDeps &
  Pick<TaskWork, 'purgeShards' | 'randomBytes'> & { readonly turn: Promise<Turn> };

/** Runs a step. If the step fails, the purge continues. @returns true if the step succeeded */
async function tryTo(
  work: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    onFailure(error);
    return false;
  }
}

/**
 * Purges, and stores the report. If the report cannot be stored, the run answers as failed, so that
 * the Scheduler tries again.
 */
async function purgeAndNote(deps: Deps) {
  const report = await purgeAndEnd(deps);
  try {
    await notePurge(deps, deps.now(), report, await deps.turn);
    return report;
  } catch (error) {
    deps.onFailure(error);
    return { ...report, failed: report.failed + 1 };
  }
}

/** The public keys that verify owners' signed orders to erase a tenant. */
type Checking = { readonly signer: { readonly publicKeys: PublicKeys } };

/**
 * Creates the app that deletes expired documents, destroys unused data keys of ended buckets, and
 * ends tenants whose owners have ordered this. Only Cloud Scheduler may call it.
 */
export function createPurgeApp(service: TaskService & Checking): App {
  const { publicKeys } = service.signer;
  const { purgeShards: shards, store } = service.work;
  return createTaskApp(service, {
    name: 'purge',
    alarmSeconds,
    async run(onFailure) {
      // Mayfly recognises a restored database by two stamps (documents with a number), one in
      // `mayfly` and one in `mayfly-keys`. A run raises both before it deletes anything. So a
      // backup that still contains the deleted documents has a lower stamp than `mayfly-keys`. If
      // the run cannot raise them, it deletes nevertheless, and its answer says that it failed.
      let isRaised = false;
      const prepare = async () => {
        isRaised = await tryTo(() => raiseStamps(service.work), onFailure);
      };
      const report = await purgeAndNote({
        ...service.work,
        shards,
        publicKeys,
        prepare,
        turn: nextTurn(store, shards),
        onFailure,
      });
      const { keys_waiting, oldest_key_waiting_seconds } = report;
      if ((oldest_key_waiting_seconds ?? 0) > alarmSeconds)
        service.logger.error({ keys_waiting, oldest_key_waiting_seconds }, 'data keys wait');
      return isRaised ? report : { ...report, failed: report.failed + 1 };
    },
  });
}
