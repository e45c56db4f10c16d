import type { Freshness } from '#shared/access/authenticate.ts';
import type { MemberDeps } from '#shared/access/members/seal-member.ts';
import { requireOperator } from '#shared/access/require-operator.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { App } from '#shared/http/create-app.ts';
import { admitPerson } from '#shared/http/guards/admit-caller.ts';
import type { CallerDeps } from '#shared/http/guards/require-caller.ts';
import { recordRequest } from '#shared/http/note-access.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { changing } from '#shared/http/route/personal.ts';
import { platformTenant } from '#shared/store/store.ts';
import { listTenantErasures } from '#shared/subjects/scopes/list-tenant-erasures.ts';
import { createTenant, type NewTenant } from '#shared/tenants/create-tenant.ts';
import { renderProfile } from '#shared/tenants/render-profile.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { onceFor } from './once-for.ts';

export type PersonDeps = CallerDeps & {
  readonly categories: readonly Category[];
  /** Computes the ids of people, and names the issuers that may verify a person. */
  readonly people: Pick<MemberDeps, 'personIds' | 'issuers'>;
  /** The email addresses of the operators. */
  readonly operators: ReadonlySet<string>;
  /** The keys that verify receipts. So no answer counts or shows a forged receipt. */
  readonly publicKeys: PublicKeys;
};

/**
 * Adds the routes with which operators create tenants and read their erasures, and the route that
 * tells a person their tenants.
 */
export function addPersonRoutes(app: App, deps: PersonDeps, freshness: Freshness): void {
  const tenantDeps = { ...deps.records, ...deps.people, categories: deps.categories };

  addRoute(app, {
    method: 'POST',
    path: '/v1/tenants',
    admission: {
      who: 'operator',
      admit: (c) => admitPerson(c, () => requireOperator(deps, c.req.raw)),
    },
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('tenants.create', 'none'),
    async handle(c, { body, idempotencyKey, admitted: operator }) {
      const actor = { actor: operator.identity.email, actorId: operator.id };
      // The note about the creation is the first entry in the new tenant's log.
      const note = ({ id: tenant, settings }: NewTenant) =>
        recordRequest(c, deps.managerLog, { tenant, settings, ...actor }, 'requested');
      // Two operators may use the same Idempotency-Key. So each operator's keys are stored
      // separately.
      const verb = `tenants of ${operator.id}`;
      const request = { tenant: platformTenant, verb, key: idempotencyKey, body };
      const once = onceFor(c, tenantDeps, request);
      const findOperator = () => requireOperator(deps, c.req.raw);
      const { id, settings } = await createTenant(
        { ...tenantDeps, note, findOperator },
        body,
        once,
      );
      return c.json(renderProfile(deps.categories, id, settings, tenantDeps.now()), 201);
    },
  });

  const reading = { ...tenantDeps, keys: deps.publicKeys };
  addRoute(app, {
    method: 'GET',
    path: '/v1/tenants/:id/erasures',
    admission: {
      who: 'operator',
      admit: (c) => admitPerson(c, () => requireOperator(deps, c.req.raw)),
    },
    query: noQuery,
    body: noBody,
    // The answer contains only counts and receipts of an erased tenant.
    personal: false,
    handle: async (c) => c.json(await listTenantErasures(reading, c.req.param('id'))),
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/me',
    admission: {
      who: 'person',
      admit: (c) => admitPerson(c, () => deps.authenticate.person(c.req.raw, freshness)),
    },
    query: noQuery,
    body: noBody,
    // The answer is about the caller, and not about one tenant. So no tenant's log gets an entry.
    personal: false,
    handle(c, { admitted: person }) {
      const { identity, memberships } = person;
      const isOperator = deps.operators.has(identity.email);
      const tenants = memberships.map(({ tenant, role }) => ({ tenant, role }));
      return c.json({ email: identity.email, operator: isOperator, tenants });
    },
  });
}
