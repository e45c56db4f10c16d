import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { completeConsent } from '#shared/domains/consents/complete-consent.ts';
import { confirmConsent } from '#shared/domains/consents/confirm-consent.ts';
import { readProof } from '#shared/domains/consents/read-proof.ts';
import { withdrawConsent } from '#shared/domains/consents/withdraw-consent.ts';
import { renderChanged } from '#shared/http/answer/render-changed.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { readOptionalJson, smallBodyMax } from '#shared/http/read/read-json.ts';
import { readNoQuery } from '#shared/http/read/read-query.ts';

const path = `/v1/${marketingConsents.path}`;

/** What a change of a consent's state sets, whoever asks. */
const stateFields = { status: true, confirmed_at: true, withdrawn_at: true };

/** Marketing consents: given, confirmed, withdrawn, proved, and never edited. */
export function createConsentsApp(deps: CategoryAppDeps): App {
  const own = { complete: completeConsent };
  const app = createCategoryApp(deps, { category: marketingConsents, own });

  app.post(`${path}/:id/confirm`, async (c) => {
    readNoQuery(c);
    const body = await readOptionalJson(c, smallBodyMax);
    const record = await confirmConsent(c.var.ctx, { id: c.req.param('id'), body });
    return c.json(renderChanged(c.var.ctx, marketingConsents, record, stateFields));
  });

  app.post(`${path}/:id/withdraw`, async (c) => {
    readNoQuery(c);
    const record = await withdrawConsent(c.var.ctx, { id: c.req.param('id') });
    return c.json(renderChanged(c.var.ctx, marketingConsents, record, stateFields));
  });

  app.get(`${path}/:id/proof`, async (c) => {
    readNoQuery(c);
    return c.json(await readProof(c.var.ctx, { id: c.req.param('id') }));
  });

  return app;
}
