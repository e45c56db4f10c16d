import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { answerRecord } from '#shared/http/answer/answer-record.ts';
import {
  type CategoryAppDeps,
  createCategoryApp,
} from '#shared/http/category-api/create-category-app.ts';
import { addUpsertRoute } from '#shared/http/category-api/upsert-route.ts';
import type { App } from '#shared/http/create-app.ts';
import { repeatable } from '#shared/http/read/idempotency.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { nameFields } from '#shared/http/route/name-fields.ts';
import { reading } from '#shared/http/route/personal.ts';
import { lookupRecord } from '#shared/records/lookup-record.ts';
import { renderFor } from '#shared/records/open-record.ts';

/** Messenger sessions: one per channel and external ID. The runtime looks one up and replaces it on every message. */
export function createMessengerApp(deps: CategoryAppDeps): App {
  const app = createCategoryApp(deps, { category: messengerSessions });
  addUpsertRoute(app, messengerSessions);

  addRoute(app, {
    method: 'POST',
    path: `/v1/${messengerSessions.path}/lookup`,
    admission: callersWith('messenger_sessions:read'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: repeatable,
    personal: reading('messenger-sessions.lookup', 'fields'),
    async handle(c, { body }) {
      nameFields(c, ['external_id']);
      const record = await lookupRecord(c.var.ctx, { category: messengerSessions, body });
      return answerRecord(c, record, renderFor(c.var.ctx, messengerSessions, record));
    },
  });

  return app;
}
