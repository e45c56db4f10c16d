import type { App } from '#shared/http/create-app.ts';
import { createTaskApp } from '#shared/http/create-task-app.ts';
import { runSeal } from '#shared/sweeps/seal/run-seal.ts';
import type { Signer } from '#shared/vault/signer.ts';
import type { TaskService } from '#shared/wiring/task-service.ts';

/** An hour is sealed ten minutes after its end; when two runs have missed one, the log line is an error. */
const alarmSeconds = 2 * 3_600;

/** Seals the finished hours of the manager log; only Cloud Scheduler may call. */
export function createSealApp(service: TaskService & { readonly signer: Signer }): App {
  const { work, signer, logger } = service;
  return createTaskApp(service, {
    name: 'seal',
    alarmSeconds,
    run: (onFailure) =>
      runSeal({
        ...work,
        signer,
        onSealed: (seal) => logger.info(seal, 'hour sealed'),
        onFailure,
      }),
  });
}
