import { microsPerMilli } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import type { Lookup } from '#shared/vault/open/records/lookup.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { categoryApps } from '../gateway/category-apps.ts';
import { createPastServices } from './create-past-services.ts';
import type { PlannedRecord } from './plan-other-categories.ts';
import { postAsTenant } from './post-as-tenant.ts';

type ServiceName = keyof typeof categoryApps;

/** Returns the name of the function that serves the path of a category. */
function serviceOf(path: string): ServiceName {
  const own = categories.find((category) => `${path}/`.startsWith(`/v1/${category.path}/`));
  const service = own?.service;
  if (service === undefined || !(service in categoryApps))
    throw new Error(`no function serves the path ${path}`);
  return service as ServiceName;
}

/**
 * Returns a function that posts a planned record, and then carries out its later steps. For each
 * request, the clock of the function shows the planned time. All records of a function share its
 * caches.
 */
export function createRecordPoster(platform: Platform, lookup: Lookup) {
  const services = new Map<ServiceName, ReturnType<typeof createPastServices>>();
  return async (apiKey: string, record: PlannedRecord): Promise<void> => {
    const { path, body, atMs, steps, file } = record;
    const name = serviceOf(path);
    const service = services.get(name) ?? createPastServices(platform, name, lookup);
    services.set(name, service);
    let clockMs = atMs;
    const app = categoryApps[name](service(() => Math.floor(clockMs * microsPerMilli)));
    const stored = await postAsTenant(app, { method: 'POST', path, apiKey, body, file });
    const { id } = stored as { readonly id: string };
    for (const step of steps) {
      clockMs = atMs + step.afterMs;
      const at = `${path}/${id}/${step.what}`;
      await postAsTenant(app, { method: step.method, path: at, apiKey, body: step.body });
    }
  };
}
