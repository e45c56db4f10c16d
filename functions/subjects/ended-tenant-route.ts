import type { App } from '#shared/http/create-app.ts';
import type { CallerDeps } from '#shared/http/guards/require-caller.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { everyone } from '#shared/http/route/admission.ts';
import { readTenantErasure } from '#shared/subjects/scopes/list-tenant-erasures.ts';
import type { ReceiptsAppDeps } from './receipt-deps.ts';

/**
 * The largest body of this route, in bytes. A body contains the ids of a tenant and of an erasure.
 */
const bodyMax = 256;

/**
 * Adds the route that gives the progress of a tenant's erasure, and its receipt. A caller needs the
 * id of the erasure, but no sign-in, because the people of an erased tenant can no longer sign in.
 */
export function addEndedTenantRoute(app: App, deps: CallerDeps & ReceiptsAppDeps): void {
  const { signer, categories } = deps;
  const reading = { ...deps.records, keys: signer.publicKeys, categories };
  addRoute(app, {
    method: 'POST',
    path: '/v1/erasures/of-tenant',
    admission: everyone,
    query: noQuery,
    body: jsonBody(bodyMax),
    idempotency: repeatable,
    // The answer contains only counts and a receipt of an erased tenant.
    personal: false,
    handle: async (c, { body }) => c.json(await readTenantErasure(reading, body)),
  });
}
