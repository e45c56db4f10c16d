import { microsPerDay } from '#shared/base/time/instant.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { completeMessage } from '#shared/domains/nlu/complete-message.ts';
import { countNew } from '#shared/domains/nlu/count-new.ts';
import { readAccuracy } from '#shared/domains/nlu/read-accuracy.ts';
import {
  reviewFields,
  reviewMany,
  reviewMessage,
  withdrawReview,
} from '#shared/domains/nlu/review-message.ts';
import { countQueue, listQueue } from '#shared/domains/nlu/review-queue.ts';
import { listIntents, summariseIntents } from '#shared/domains/nlu/summarise-intents.ts';
import { answerRecord } from '#shared/http/answer/answer-record.ts';
import { renderChanged } from '#shared/http/answer/render-changed.ts';
import { renderPage } from '#shared/http/answer/render-page.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { readPreconditions } from '#shared/http/read/preconditions.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { forwardPageQuery, narrowedPageQuery, noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';
import { stateOfRecord } from '#shared/http/route/route.ts';
import { pageSizeDefault, pageSizeMax } from '#shared/records/page.ts';
import { countQuery, queueQuery } from './queue-queries.ts';

const path = `/v1/${nluMessages.path}`;

function addOwnRoutes(app: App): void {
  addRoute(app, {
    method: 'GET',
    path: `${path}/summary`,
    admission: callersWith('nlu_messages:read'),
    query: narrowedPageQuery(nluMessages, ['experience_id']),
    body: noBody,
    personal: reading('nlu-messages.summary', 'none'),
    handle: async (c, { query }) => c.json(await summariseIntents(c.var.ctx, query)),
  });

  addRoute(app, {
    method: 'GET',
    path: `${path}/intents`,
    admission: callersWith('nlu_messages:read'),
    query: narrowedPageQuery(nluMessages, ['experience_id']),
    body: noBody,
    personal: false,
    handle: async (c, { query }) => c.json(await listIntents(c.var.ctx, query)),
  });

  addRoute(app, {
    method: 'GET',
    path: `${path}/accuracy`,
    admission: callersWith('nlu_messages:read'),
    query: forwardPageQuery({ usual: pageSizeDefault, max: pageSizeMax }),
    body: noBody,
    personal: false,
    handle: async (c, { query }) => c.json(await readAccuracy(c.var.ctx, query)),
  });

  addRoute(app, {
    method: 'GET',
    path: `${path}/queue`,
    admission: callersWith('nlu_messages:read'),
    query: queueQuery,
    body: noBody,
    personal: reading('nlu-messages.queue', 'none'),
    async handle(c, { query }) {
      const page = await listQueue(c.var.ctx, query);
      return c.json(renderPage(c.var.ctx, nluMessages, page));
    },
  });

  addRoute(app, {
    method: 'GET',
    path: `${path}/queue/count`,
    admission: callersWith('nlu_messages:read'),
    query: countQuery,
    body: noBody,
    personal: false,
    async handle(c, { query }) {
      const before = query.before ?? c.var.ctx.now() + microsPerDay;
      return c.json(await countQueue(c.var.ctx, { ...query, before }));
    },
  });

  addRoute(app, {
    method: 'PUT',
    path: `${path}/reviews`,
    admission: callersWith('nlu_messages:write'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    personal: changing('nlu-messages.reviews.replace', 'none'),
    handle: async (c, { body }) => c.json(await reviewMany(c.var.ctx, { body })),
  });
}

/**
 * Creates the app for NLU messages: free text of customers with the intent that a model found.
 * People review these intents.
 */
export function createNluApp(deps: CategoryAppDeps): App {
  const own = { complete: completeMessage, companions: () => countNew, addRoutes: addOwnRoutes };
  const app = createCategoryApp(deps, { category: nluMessages, own });

  addRoute(app, {
    method: 'PUT',
    path: `${path}/:id/review`,
    admission: callersWith('nlu_messages:write'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    personal: changing('nlu-messages.review.replace', 'own-id'),
    conditional: stateOfRecord,
    async handle(c, { body }) {
      const input = { id: c.req.param('id'), body, preconditions: readPreconditions(c) };
      const record = await reviewMessage(c.var.ctx, input);
      return answerRecord(c, record, renderChanged(c.var.ctx, nluMessages, record, reviewFields));
    },
  });

  addRoute(app, {
    method: 'DELETE',
    path: `${path}/:id/review`,
    admission: callersWith('nlu_messages:write'),
    query: noQuery,
    body: noBody,
    personal: changing('nlu-messages.review.delete', 'own-id'),
    conditional: stateOfRecord,
    async handle(c) {
      const preconditions = readPreconditions(c);
      await withdrawReview(c.var.ctx, { id: c.req.param('id'), preconditions });
      return c.body(null, 204);
    },
  });

  return app;
}
