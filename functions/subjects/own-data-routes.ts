import type { Context as HonoContext } from 'hono';
import * as z from 'zod';
import { findAtRest } from '#shared/access/renew-caller.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { archiveResponse } from '#shared/http/answer/archive-response.ts';
import type { App } from '#shared/http/create-app.ts';
import type { AppEnv } from '#shared/http/env.ts';
import { admitPerson } from '#shared/http/guards/admit-caller.ts';
import type { CallerDeps } from '#shared/http/guards/require-caller.ts';
import { requireUnchanged } from '#shared/http/guards/require-unchanged.ts';
import { remembered, repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, optionalJsonBody } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import type { Admission } from '#shared/http/route/admission.ts';
import { erasingAccepted } from '#shared/subjects/erase-subject.ts';
import { renderErasure } from '#shared/subjects/erasure.ts';
import { tryGiveReceipt } from '#shared/subjects/receipts/give-receipt.ts';
import { readErasureReceipt } from '#shared/subjects/receipts/read-receipts.ts';
import { createFindToken, type TokenHolder } from '#shared/subjects/tokens/find-token.ts';
import { eraseOwnData, exportOwnData, previewOwnData } from '#shared/subjects/tokens/own-data.ts';
import { issuing, type ReceiptsAppDeps } from './receipt-deps.ts';

/**
 * The largest body of these routes, in bytes. A body contains at most the `plan` of a preview and a
 * few words.
 */
const bodyMax = 1024;
const nothing = z.strictObject({});

/**
 * Admits requests with a token, but not from pages of other origins. Each request gets a context
 * for the tenant of the person. Each commit checks the token again. Only the commits of an accepted
 * erasure do not check it.
 */
function holdersOf(deps: CallerDeps): Admission<TokenHolder> {
  const find = createFindToken(deps.records);
  return {
    who: 'own page',
    async admit(c) {
      const look = () => find(c.req.header('authorization'));
      const holder = await admitPerson(c, look);
      const again = async () => (await look()).caller;
      const renewed = findAtRest(deps.records.now, again, holder.caller);
      c.set('ctx', { ...deps.records, ...holder.caller, renewed });
      return holder;
    },
  };
}

/**
 * Returns the receipt of an erasure, or null if the sweep `erase` must still issue the receipt.
 */
async function receiptOf(
  c: HonoContext<AppEnv>,
  { signer }: ReceiptsAppDeps,
  id: string,
): Promise<string | null> {
  try {
    return await readErasureReceipt(c.var.ctx, signer.publicKeys, { id });
  } catch (error) {
    if (error instanceof Problem && error.code === 'receipt-pending') return null;
    throw error;
  }
}

/**
 * Adds the routes of the page `/my-data`. They add no entry to the manager log, because the caller
 * is the person and no manager.
 */
export function addOwnDataRoutes(app: App, deps: CallerDeps & ReceiptsAppDeps): void {
  const admission = holdersOf(deps);

  addRoute(app, {
    method: 'POST',
    path: '/v1/my-data/preview',
    admission,
    query: noQuery,
    body: optionalJsonBody(bodyMax),
    idempotency: repeatable,
    personal: false,
    async handle(c, { admitted, body }) {
      parse(nothing, body);
      const { ctx } = c.var;
      const shown = await previewOwnData(ctx, deps, admitted);
      await requireUnchanged(ctx);
      return c.json(shown);
    },
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/my-data/export',
    admission,
    query: noQuery,
    body: jsonBody(bodyMax),
    idempotency: repeatable,
    personal: false,
    async handle(c, { admitted, body }) {
      const requested = await exportOwnData(c.var.ctx, deps, admitted, body);
      return archiveResponse(requested, deps.signer, c.var.reportError);
    },
  });

  addRoute(app, {
    method: 'POST',
    path: '/v1/my-data/erase',
    admission,
    query: noQuery,
    body: jsonBody(bodyMax),
    idempotency: remembered,
    personal: false,
    async handle(c, { admitted, body, idempotencyKey }) {
      const { ctx } = c.var;
      const input = { body, idempotencyKey };
      const { erasure, salt } = await eraseOwnData(ctx, deps, admitted, input);
      const commit = erasingAccepted(ctx);
      const ended = await tryGiveReceipt({ ...ctx, ...issuing(deps), commit }, erasure);
      const receipt = await receiptOf(c, deps, ended.ref.id);
      return c.json({ ...renderErasure(ended, deps.categories), salt, receipt });
    },
  });
}
