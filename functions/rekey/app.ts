import { categories } from '#shared/categories/registry.ts';
import type { App } from '#shared/http/create-app.ts';
import { createTaskApp } from '#shared/http/create-task-app.ts';
import { countRestores } from '#shared/restores/standing.ts';
import { runRekey } from '#shared/sweeps/rekey/run-rekey.ts';
import type { RekeyAppDeps } from './app-deps.ts';
import { addImportRoutes } from './import-routes.ts';
import { addRetireRoute } from './retire-route.ts';

/**
 * Creates the app that replaces the keys of stored data and updates the hashes of this data. Cloud
 * Scheduler starts the runs. Operators retire data keys, and import data of an older system.
 */
export function createRekeyApp(deps: RekeyAppDeps): App {
  const { work, records, wrapper, keyVersions } = deps;
  const app = createTaskApp(deps, {
    name: 'rekey',
    async run(onFailure) {
      const restores = await countRestores(work.store, work.database);
      const own = { records, wrapper, keyVersions, categories, restores, onFailure };
      return runRekey({ ...work, ...own });
    },
  });
  addRetireRoute(app, deps);
  addImportRoutes(app, deps);
  return app;
}
