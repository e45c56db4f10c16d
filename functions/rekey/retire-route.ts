import * as z from 'zod';
import { commitAs } from '#shared/access/commit-checked.ts';
import { requireOperator } from '#shared/access/require-operator.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import type { App } from '#shared/http/create-app.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { retireDataKey, retireReasons } from '#shared/sweeps/rekey/retire-data-key.ts';
import { tenantId } from '#shared/tenants/create-tenant.ts';
import type { RekeyAppDeps } from './app-deps.ts';
import { operatorAdmission } from './operator-admission.ts';

const retirement = z.strictObject({ tenant: tenantId, reason: z.enum(retireReasons) });

/** Adds the route with which an operator retires a data key that is compromised or full. */
export function addRetireRoute(app: App, deps: RekeyAppDeps): void {
  const { work, wrapper } = deps;

  addRoute(app, {
    method: 'PUT',
    path: '/v1/data-keys/:id/retirement',
    admission: operatorAdmission(deps),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    // This route handles no personal data: a key belongs to no person, and this request changes no
    // record.
    personal: false,
    async handle(c, { body }) {
      const { tenant, reason } = parse(retirement, body);
      const commit = commitAs(work.store, () => requireOperator(deps, c.req.raw));
      const store = { ...work.store, commit };
      const retiring = { ...work, wrapper, store, algorithm: 'aes-256-gcm' } as const;
      const input = { tenant, keyId: c.req.param('id'), reason };
      const { key, retiredAt, destroyedFrom } = await retireDataKey(retiring, input);
      const instants = {
        retired_at: formatInstant(retiredAt),
        destroyed_from: formatInstant(destroyedFrom),
      };
      return c.json({ tenant, key, ...instants });
    },
  });
}
