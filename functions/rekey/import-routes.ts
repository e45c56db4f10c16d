import type { Context as HonoContext } from 'hono';
import * as z from 'zod';
import type { Person } from '#shared/access/authenticate.ts';
import { commitAs } from '#shared/access/commit-checked.ts';
import { findAtRest } from '#shared/access/renew-caller.ts';
import { requireOperator } from '#shared/access/require-operator.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import type { App } from '#shared/http/create-app.ts';
import type { AppEnv } from '#shared/http/env.ts';
import { clientOf } from '#shared/http/guards/client-address.ts';
import { bearWitness } from '#shared/http/note-access.ts';
import { noBody } from '#shared/http/read/body.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { linesBody } from '#shared/http/read/read-lines.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import type { Context } from '#shared/records/context.ts';
import { createSettingsReader } from '#shared/settings/read-settings.ts';
import { decodeBytes } from '#shared/sweeps/legacy/encoding.ts';
import { createImport } from '#shared/sweeps/legacy/import-lines.ts';
import { endLegacyKey, loadImportKey, storeLegacyKey } from '#shared/sweeps/legacy/legacy-keys.ts';
import { reportLegacy } from '#shared/sweeps/legacy/legacy-report.ts';
import { splitLines } from '#shared/sweeps/legacy/split-lines.ts';
import { tenantId } from '#shared/tenants/create-tenant.ts';
import type { RekeyAppDeps } from './app-deps.ts';
import { importQuery, tenantQuery } from './import-query.ts';
import { legacyKeyName } from './legacy-key-name.ts';
import { operatorAdmission } from './operator-admission.ts';

/** The largest body of an import, in bytes. Cloud Run accepts no larger body over HTTP/1. */
const importBodyMax = 32 * 1024 * 1024;

const newLegacyKey = z.strictObject({ tenant: tenantId, key: z.string().max(64) });

/**
 * Reads the bytes of a key from hex or base64. For any other text it returns an empty array, and
 * the route refuses the key.
 */
function keyBytes(text: string): Uint8Array {
  const encoding = /^[0-9A-Fa-f]{32}$/.test(text) ? 'hex' : 'base64';
  return decodeBytes(text, encoding) ?? new Uint8Array();
}

/**
 * Returns the context in which an operator imports records for a tenant. Each commit checks again
 * that the caller is still an operator, and reads the tenant's present settings.
 * @throws Problem `query-invalid` if there is no such tenant
 */
async function actInTenant(deps: RekeyAppDeps, request: Request, tenant: string): Promise<Context> {
  const { records } = deps;
  const settingsOf = createSettingsReader(records);
  const read = async () => {
    const settings = await settingsOf(tenant);
    if (settings === undefined)
      throw new Problem('query-invalid', {
        errors: [{ parameter: 'tenant', rule: 'a tenant that exists' }],
      });
    return settings;
  };
  const operator = findAtRest(records.now, () => requireOperator(deps, request));
  const actor = { kind: 'api_key', id: 'import' } as const;
  const settings = await read();
  return {
    ...records,
    tenant,
    settings,
    actor,
    scopes: new Set<string>(),
    renewed: async (known) => {
      await operator();
      return { ...known, settings: await read() };
    },
  };
}

/**
 * True if the tenant exists. The routes check this, so that a mistyped tenant id leads to an error.
 */
async function isTenant({ records }: RekeyAppDeps, tenant: string): Promise<boolean> {
  return (await createSettingsReader(records)(tenant)) !== undefined;
}

/**
 * Returns a function that notes the import and its operator in the tenant's log. Only the first
 * call of the returned function notes something.
 */
function noteOnce(
  c: HonoContext<AppEnv>,
  deps: RekeyAppDeps,
  operator: Person,
  { tenant, settings }: Context,
): () => Promise<void> {
  const ip = clientOf(c);
  let noted: Promise<void> | undefined;
  const note = async () => {
    const place = await deps.managerLog.record({
      tenant,
      settings,
      actor: operator.identity.email,
      actorId: operator.id,
      action: 'imports.create',
      outcome: 'requested',
      ...(ip !== undefined && { ip }),
    });
    bearWitness(c, [place]);
  };
  return () => (noted ??= note());
}

/**
 * Adds the routes for data of an older system. They store and end keys of that system, import its
 * records, and report how many of its lines and keys are left.
 */
export function addImportRoutes(app: App, deps: RekeyAppDeps): void {
  const { work, wrapper, records } = deps;
  const importLines = createImport(deps);

  addRoute(app, {
    method: 'PUT',
    path: '/v1/legacy-keys/:id',
    admission: operatorAdmission(deps),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    // This route handles no personal data: a key belongs to no person, and no answer contains a
    // key.
    personal: false,
    async handle(c, { body }) {
      const { tenant, key } = parse(newLegacyKey, body);
      const name = parse(legacyKeyName, c.req.param('id'));
      if (!(await isTenant(deps, tenant)))
        throw new Problem('validation-failed', {
          errors: [{ pointer: '/tenant', rule: 'a tenant that exists' }],
        });
      const commit = commitAs(work.store, () => requireOperator(deps, c.req.raw));
      const keeping = { ...work, wrapper, store: { ...work.store, commit } };
      const bytes = keyBytes(key.trim());
      await storeLegacyKey(keeping, { tenant, name, bytes }).finally(() => bytes.fill(0));
      return c.json({ tenant, name });
    },
  });

  addRoute(app, {
    method: 'DELETE',
    path: '/v1/legacy-keys/:id',
    admission: operatorAdmission(deps),
    query: tenantQuery,
    body: noBody,
    personal: false,
    async handle(c, { query: { tenant } }) {
      const name = parse(legacyKeyName, c.req.param('id'));
      const commit = commitAs(work.store, () => requireOperator(deps, c.req.raw));
      const ending = { ...work, store: { ...work.store, commit } };
      const endedAt = await endLegacyKey(ending, { tenant, name });
      return c.json({ tenant, name, ended_at: formatInstant(endedAt) });
    },
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/imports',
    admission: operatorAdmission(deps),
    query: importQuery,
    body: linesBody(importBodyMax),
    idempotency: repeatable,
    // The handler itself notes the import, in the log of the tenant that the request names. It does
    // this only when the import stores something.
    personal: false,
    async handle(c, { query, body, admitted: operator }) {
      const { tenant, keyName, encoding, keepEnvelopes } = query;
      const ctx = await actInTenant(deps, c.req.raw, tenant);
      const key =
        keyName === undefined
          ? undefined
          : await loadImportKey({ ...work, wrapper }, tenant, keyName);
      if (keyName !== undefined && key === undefined)
        throw new Problem('query-invalid', {
          errors: [{ parameter: 'key', rule: 'a legacy key of the tenant' }],
        });
      const note = noteOnce(c, deps, operator, ctx);
      const lines = splitLines(body);
      return c.json(await importLines(ctx, { lines, encoding, key, keepEnvelopes, note }));
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/imports/:id',
    admission: operatorAdmission(deps),
    query: noQuery,
    body: noBody,
    // The answer contains only counts, and no personal data.
    personal: false,
    async handle(c) {
      const tenant = parse(tenantId, c.req.param('id'));
      if (!(await isTenant(deps, tenant))) throw new Problem('record-not-found');
      return c.json(await reportLegacy({ ...records, signer: deps.signer }, tenant));
    },
  });
}
