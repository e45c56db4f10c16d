import type { OnceDeps } from '#shared/access/do-once.ts';
import {
  changeMember,
  inviteMember,
  listMembers,
  removeMember,
} from '#shared/access/members/manage-members.ts';
import type { MemberDeps } from '#shared/access/members/seal-member.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';
import { onceFor } from './once-for.ts';

const path = '/v1/tenant/members';

/** Adds the routes of a tenant's members and their roles. */
export function addMemberRoutes(app: App, deps: MemberDeps & OnceDeps): void {
  addRoute(app, {
    method: 'GET',
    path,
    admission: callersWith('tenant'),
    query: noQuery,
    body: noBody,
    personal: reading('tenant.members.list', 'none'),
    handle: async (c) => c.json({ items: await listMembers(deps, c.var.ctx) }),
  });

  addRoute(app, {
    method: 'POST',
    path,
    admission: callersWith('tenant'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('tenant.members', 'none'),
    async handle(c, { body, idempotencyKey }) {
      const { ctx } = c.var;
      const request = { tenant: ctx.tenant, verb: 'members', key: idempotencyKey, body };
      return c.json(await inviteMember(deps, ctx, body, onceFor(c, deps, request)), 201);
    },
  });

  addRoute(app, {
    method: 'PATCH',
    path: `${path}/:id`,
    admission: callersWith('tenant'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
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
    personal: changing('tenant.members.delete', 'own-id'),
    async handle(c) {
      await removeMember(deps, c.var.ctx, { id: c.req.param('id') });
      return c.body(null, 204);
    },
  });
}
