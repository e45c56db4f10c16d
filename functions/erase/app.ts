import { categories } from '#shared/categories/registry.ts';
import type { App } from '#shared/http/create-app.ts';
import { createTaskApp } from '#shared/http/create-task-app.ts';
import { runErase } from '#shared/sweeps/erasure/run-erase.ts';
import type { Signer } from '#shared/vault/signer.ts';
import type { TaskService } from '#shared/wiring/task-service.ts';

/**
 * Creates the app that carries out decisions of tenants about stored data. Only Cloud Scheduler may
 * call it.
 */
export function createEraseApp(service: TaskService & { readonly signer: Signer }): App {
  const { work, signer, logger } = service;
  return createTaskApp(service, {
    name: 'erase',
    run: (onFailure) =>
      runErase({
        ...work,
        categories,
        signer,
        onOverdue: (overdue) => logger.error(overdue, 'requests of persons are overdue'),
        onEnding: (ending) => logger.warn(ending, 'restricted records are ending'),
        onIssued: (issued) => logger.info(issued, 'receipt issued'),
        onFailure,
      }),
  });
}
