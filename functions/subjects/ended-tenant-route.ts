import type { App } from '#shared/http/create-app.ts';
import type { CallerDeps } from '#shared/http/guards/require-caller.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { everyone } from '#shared/http/route/admission.ts';
import { readTenantErasure } from '#shared/subjects/scopes/list-tenant-erasures.ts';
import type { ReceiptsAppDeps } from './receipt-deps.ts';

/** Most bytes of a body here: the ids of a tenant and of an erasure. */
const bodyMax = 256;

/**
 * Adds how far the erasure of a tenant has come, and its receipt. It is open to everybody who knows
 * the number of the erasure, because the tenant's people can no longer sign in at its end.
 */
export function addEndedTenantRoute(app: App, deps: CallerDeps & ReceiptsAppDeps): void {
  const reading = { ...deps.records, categories: deps.categories };
  addRoute(app, {
    method: 'POST',
    path: '/v1/erasures/of-tenant',
    admission: everyone,
    query: noQuery,
    body: jsonBody(bodyMax),
    idempotency: repeatable,
    // It answers counts of a tenant that is erased.
    personal: false,
    handle: async (c, { body }) => c.json(await readTenantErasure(reading, body)),
  });
}
