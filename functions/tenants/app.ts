import { etag } from 'hono/etag';
import { issueApiKey, listApiKeys, revokeApiKey } from '#shared/access/manage-api-keys.ts';
import {
  changeMember,
  inviteMember,
  listMembers,
  removeMember,
} from '#shared/access/members/manage-members.ts';
import type { MemberDeps } from '#shared/access/members/seal-member.ts';
import { requireOperator } from '#shared/access/require-operator.ts';
import { requireOverview } from '#shared/access/scope.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { type App, type AppDeps, createApp } from '#shared/http/create-app.ts';
import { admitPerson } from '#shared/http/guards/admit-caller.ts';
import { keepSession } from '#shared/http/guards/keep-session.ts';
import { type CallerDeps, requireCaller } from '#shared/http/guards/require-caller.ts';
import { recordRequest } from '#shared/http/note-access.ts';
import { readJson, smallBodyMax } from '#shared/http/read/read-json.ts';
import { readNoQuery } from '#shared/http/read/read-query.ts';
import { changeProfile } from '#shared/tenants/change-profile.ts';
import { createTenant, type NewTenant } from '#shared/tenants/create-tenant.ts';
import { setDebugMode } from '#shared/tenants/debug-mode.ts';
import { foreseeChange } from '#shared/tenants/foresee-change.ts';
import { renderProfile } from '#shared/tenants/render-profile.ts';
import { describeStorage } from '#shared/tenants/storage/describe-storage.ts';
import apiDescription from '../../infra/openapi.json' with { type: 'json' };

/** Who has just changed a profile, a role or a tenant looks here whether it is so. */
const asStored = { fresh: true };

const apiText = JSON.stringify(apiDescription);

export type TenantsAppDeps = AppDeps &
  CallerDeps & {
    readonly categories: readonly Category[];
    /** Who people are, and who may vouch for them. */
    readonly people: Pick<MemberDeps, 'personIds' | 'issuers'>;
    /** Addresses of the people who may create tenants. */
    readonly operators: ReadonlySet<string>;
  };

/** Tenants, and what belongs to them as a whole: profile, members, API keys, numbers. No record is opened here. */
export function createTenantsApp(deps: TenantsAppDeps): App {
  const app = createApp(deps);
  // The same for everyone, and no secret: caches on the way may keep it.
  app.get('/v1/openapi.json', etag(), (c) => {
    readNoQuery(c);
    c.header('cache-control', 'public, max-age=3600');
    c.header('content-type', 'application/json');
    return c.body(apiText);
  });
  addPersonRoutes(app, deps);
  app.use('/v1/tenant/*', requireCaller(deps, asStored));
  addProfileRoutes(app, deps);
  addApiKeyRoutes(app, deps);
  addMemberRoutes(app, deps);
  return app;
}

/** What does not belong to one tenant. */
function addPersonRoutes(app: App, deps: TenantsAppDeps): void {
  const tenantDeps = { ...deps.records, ...deps.people, categories: deps.categories };
  app.post('/v1/tenants', async (c) => {
    const operator = await admitPerson(c, () => requireOperator(deps, c.req.raw));
    readNoQuery(c);
    keepSession(c, operator);
    const actor = { actor: operator.identity.email, actorId: operator.id };
    const note = ({ id: tenant, settings }: NewTenant) =>
      recordRequest(c, deps.managerLog, { tenant, settings, ...actor }, 'requested');
    const body = await readJson(c, smallBodyMax);
    const { id, settings } = await createTenant({ ...tenantDeps, note }, body);
    return c.json(renderProfile(deps.categories, id, settings), 201);
  });
  app.get('/v1/me', async (c) => {
    const person = await admitPerson(c, () => deps.authenticate.person(c.req.raw, asStored));
    readNoQuery(c);
    keepSession(c, person);
    const { identity, memberships } = person;
    const isOperator = deps.operators.has(identity.email);
    const tenants = memberships.map(({ tenant, role }) => ({ tenant, role }));
    return c.json({ email: identity.email, operator: isOperator, tenants });
  });
}

function addProfileRoutes(app: App, deps: TenantsAppDeps): void {
  const { categories } = deps;
  const tenantDeps = { ...deps.records, categories };
  app.get('/v1/tenant', async (c) => {
    readNoQuery(c);
    const { tenant, settings, scopes } = c.var.ctx;
    requireOverview(scopes);
    return c.json(renderProfile(categories, tenant, settings));
  });
  app.put('/v1/tenant', async (c) => {
    readNoQuery(c);
    const body = await readJson(c, smallBodyMax);
    const { settings, effectiveAt } = await changeProfile(tenantDeps, c.var.ctx, body);
    const profile = renderProfile(categories, c.var.ctx.tenant, settings);
    return c.json({ ...profile, effective_at: formatInstant(effectiveAt) });
  });
  app.post('/v1/tenant/what-if', async (c) => {
    readNoQuery(c);
    return c.json(await foreseeChange(tenantDeps, c.var.ctx, await readJson(c, smallBodyMax)));
  });
  app.put('/v1/tenant/debug-mode', async (c) => {
    readNoQuery(c);
    return c.json(await setDebugMode(tenantDeps, c.var.ctx, await readJson(c, smallBodyMax)));
  });
  app.get('/v1/tenant/storage', async (c) => {
    readNoQuery(c);
    return c.json(await describeStorage(tenantDeps, c.var.ctx));
  });
}

function addApiKeyRoutes(app: App, deps: TenantsAppDeps): void {
  const keyDeps = { ...deps.records, categories: deps.categories };
  const path = '/v1/tenant/api-keys';
  app.get(path, async (c) => {
    readNoQuery(c);
    return c.json({ items: await listApiKeys(keyDeps, c.var.ctx) });
  });
  app.post(path, async (c) => {
    readNoQuery(c);
    return c.json(await issueApiKey(keyDeps, c.var.ctx, await readJson(c, smallBodyMax)), 201);
  });
  app.delete(`${path}/:id`, async (c) => {
    readNoQuery(c);
    await revokeApiKey(keyDeps, c.var.ctx, { id: c.req.param('id') });
    return c.body(null, 204);
  });
}

function addMemberRoutes(app: App, { records, people }: TenantsAppDeps): void {
  const memberDeps = { ...records, ...people };
  const path = '/v1/tenant/members';
  app.get(path, async (c) => {
    readNoQuery(c);
    return c.json({ items: await listMembers(memberDeps, c.var.ctx) });
  });
  app.post(path, async (c) => {
    readNoQuery(c);
    return c.json(await inviteMember(memberDeps, c.var.ctx, await readJson(c, smallBodyMax)), 201);
  });
  app.patch(`${path}/:id`, async (c) => {
    readNoQuery(c);
    const body = await readJson(c, smallBodyMax);
    return c.json(await changeMember(memberDeps, c.var.ctx, { id: c.req.param('id'), body }));
  });
  app.delete(`${path}/:id`, async (c) => {
    readNoQuery(c);
    await removeMember(memberDeps, c.var.ctx, { id: c.req.param('id') });
    return c.body(null, 204);
  });
}
