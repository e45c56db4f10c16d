import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { completeMessage } from '#shared/domains/nlu/complete-message.ts';
import { reviewFields, reviewMessage, withdrawReview } from '#shared/domains/nlu/review-message.ts';
import { summariseIntents } from '#shared/domains/nlu/summarise-intents.ts';
import { renderChanged } from '#shared/http/answer/render-changed.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { readJson, smallBodyMax } from '#shared/http/read/read-json.ts';
import { readNarrowedPage, readNoQuery } from '#shared/http/read/read-query.ts';

const path = `/v1/${nluMessages.path}`;

function addSummaryRoute(app: App): void {
  app.get(`${path}/summary`, async (c) => {
    const input = readNarrowedPage(c, nluMessages, ['experience_id']);
    return c.json(await summariseIntents(c.var.ctx, input));
  });
}

/** NLU messages: free text with its classification, for review. */
export function createNluApp(deps: CategoryAppDeps): App {
  const own = { complete: completeMessage, addRoutes: addSummaryRoute };
  const app = createCategoryApp(deps, { category: nluMessages, own });

  app.put(`${path}/:id/review`, async (c) => {
    readNoQuery(c);
    const body = await readJson(c, smallBodyMax);
    const record = await reviewMessage(c.var.ctx, { id: c.req.param('id'), body });
    return c.json(renderChanged(c.var.ctx, nluMessages, record, reviewFields));
  });

  app.delete(`${path}/:id/review`, async (c) => {
    readNoQuery(c);
    await withdrawReview(c.var.ctx, { id: c.req.param('id') });
    return c.body(null, 204);
  });

  return app;
}
