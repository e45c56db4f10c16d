import { categories } from '#shared/categories/registry.ts';
import type { App } from '#shared/http/create-app.ts';
import { createTaskApp } from '#shared/http/create-task-app.ts';
import type { RecordDeps } from '#shared/records/context.ts';
import { runRekey } from '#shared/sweeps/rekey/run-rekey.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import type { TaskService } from '#shared/wiring/task-service.ts';

/** Updates hashes and marks that older rules made; only Cloud Scheduler may call. */
export function createRekeyApp(
  service: TaskService & { readonly records: RecordDeps; readonly wrapper: KeyWrapper },
): App {
  const { work, records, wrapper } = service;
  return createTaskApp(service, {
    name: 'rekey',
    run: (onFailure) => runRekey({ ...work, records, wrapper, categories, onFailure }),
  });
}
