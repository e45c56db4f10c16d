import {
  changeMember,
  inviteMember,
  listMembers,
  removeMember,
} from '#shared/access/members/manage-members.ts';
import type { MemberDeps } from '#shared/access/members/seal-member.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { ignored } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';

const path = '/v1/tenant/members';

/** Adds a tenant's people, and the role of each. */
export function addMemberRoutes(app: App, deps: MemberDeps): void {
  addRoute(app, {
    method: 'GET',
    path,
    admission: callersWith('tenant'),
    query: noQuery,
    body: noBody,
    idempotency: ignored,
    personal: reading('tenant.members.list', 'none'),
    handle: async (c) => c.json({ items: await listMembers(deps, c.var.ctx) }),
  });

  addRoute(app, {
    method: 'POST',
    path,
    admission: callersWith('tenant'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: ignored,
    personal: changing('tenant.members', 'none'),
    handle: async (c, { body }) => c.json(await inviteMember(deps, c.var.ctx, body), 201),
  });

  addRoute(app, {
    method: 'PATCH',
    path: `${path}/:id`,
    admission: callersWith('tenant'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: ignored,
    personal: changing('tenant.members.correct', 'own-id'),
    handle: async (c, { body }) =>
      c.json(await changeMember(deps, c.var.ctx, { id: c.req.param('id'), body })),
  });

  addRoute(app, {
    method: 'DELETE',
    path: `${path}/:id`,
    admission: callersWith('tenant'),
    query: noQuery,
    body: noBody,
    idempotency: ignored,
    personal: changing('tenant.members.delete', 'own-id'),
    async handle(c) {
      await removeMember(deps, c.var.ctx, { id: c.req.param('id') });
      return c.body(null, 204);
    },
  });
}
