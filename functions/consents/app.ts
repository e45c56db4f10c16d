import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { completeConsent } from '#shared/domains/consents/complete-consent.ts';
import { confirmConsent } from '#shared/domains/consents/confirm-consent.ts';
import { listEnding } from '#shared/domains/consents/list-ending.ts';
import { noteExport } from '#shared/domains/consents/note-export.ts';
import { readProof } from '#shared/domains/consents/read-proof.ts';
import { consentRestriction } from '#shared/domains/consents/restrict-consent.ts';
import { summariseConsents } from '#shared/domains/consents/summarise-consents.ts';
import { withdrawConsent } from '#shared/domains/consents/withdraw-consent.ts';
import { answerChanged } from '#shared/http/answer/answer-changed.ts';
import { renderPage } from '#shared/http/answer/render-page.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { optionalJsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { filteredPageQuery, noQuery, oneOf } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';

const path = `/v1/${marketingConsents.path}`;

/**
 * The fields that show the state of a consent. When a caller without the right to read confirms or
 * withdraws a consent, the answer contains no other fields of the category.
 */
const stateFields = {
  status: true,
  confirmed_at: true,
  withdrawn_at: true,
  withdrawal_reason: true,
};

const neverExported = { never_exported: oneOf(['true', 'false']) };

function addOwnRoutes(app: App): void {
  addRoute(app, {
    method: 'GET',
    path: `${path}/summary`,
    admission: callersWith('marketing_consents:read'),
    query: noQuery,
    body: noBody,
    personal: reading('marketing-consents.summary', 'none'),
    handle: async (c) => c.json(await summariseConsents(c.var.ctx)),
  });

  addRoute(app, {
    method: 'GET',
    path: `${path}/ending`,
    admission: callersWith('marketing_consents:read'),
    query: filteredPageQuery(neverExported),
    body: noBody,
    personal: reading('marketing-consents.ending', 'none'),
    async handle(c, { query: { page, filters } }) {
      const isNeverExported = filters.never_exported === 'true';
      const found = await listEnding(c.var.ctx, { page, isNeverExported });
      return c.json(renderPage(c.var.ctx, marketingConsents, found));
    },
  });
}

/**
 * Creates the app for marketing consents. Its routes create, confirm, withdraw and prove consents.
 * Nobody can edit a consent.
 */
export function createConsentsApp(deps: CategoryAppDeps): App {
  const own = {
    complete: completeConsent,
    restriction: consentRestriction,
    exported: noteExport,
    addRoutes: addOwnRoutes,
  };
  const app = createCategoryApp(deps, { category: marketingConsents, own });

  addRoute(app, {
    method: 'POST',
    path: `${path}/:id/confirm`,
    admission: callersWith('marketing_consents:write'),
    query: noQuery,
    body: optionalJsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('marketing-consents.confirm', 'own-id'),
    async handle(c, { body, idempotencyKey }) {
      const input = { id: c.req.param('id'), body, idempotencyKey };
      return answerChanged(
        c,
        marketingConsents,
        await confirmConsent(c.var.ctx, input),
        stateFields,
      );
    },
  });

  addRoute(app, {
    method: 'POST',
    path: `${path}/:id/withdraw`,
    admission: callersWith('marketing_consents:write'),
    query: noQuery,
    body: optionalJsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('marketing-consents.withdraw', 'own-id'),
    async handle(c, { body, idempotencyKey }) {
      const input = { id: c.req.param('id'), body, idempotencyKey };
      return answerChanged(
        c,
        marketingConsents,
        await withdrawConsent(c.var.ctx, input),
        stateFields,
      );
    },
  });

  addRoute(app, {
    method: 'GET',
    path: `${path}/:id/proof`,
    admission: callersWith('marketing_consents:read'),
    query: noQuery,
    body: noBody,
    personal: reading('marketing-consents.proof', 'own-id'),
    handle: async (c) => c.json(await readProof(c.var.ctx, { id: c.req.param('id') })),
  });

  return app;
}
