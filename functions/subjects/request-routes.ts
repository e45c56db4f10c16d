import type { Context as HonoContext } from 'hono';
import { isDay } from '#shared/base/time/calendar-day.ts';
import type { App } from '#shared/http/create-app.ts';
import type { AppEnv } from '#shared/http/env.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { readIfMatch } from '#shared/http/read/preconditions.ts';
import { jsonBody, smallBodyMax } from '#shared/http/read/read-json.ts';
import { filteredPageQuery, noQuery, oneOf } from '#shared/http/read/read-query.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { nameFields } from '#shared/http/route/name-fields.ts';
import { changing, reading } from '#shared/http/route/personal.ts';
import { countEnding } from '#shared/records/restriction/count-ending.ts';
import {
  createRequest,
  namedIn,
  type RequestAnswer,
} from '#shared/subjects/requests/create-request.ts';
import {
  listRequests,
  readRequest,
  renderStored,
} from '#shared/subjects/requests/read-requests.ts';
import { requestTag } from '#shared/subjects/requests/request.ts';
import {
  completeRequest,
  extendRequest,
  noteIdentity,
  refuseRequest,
} from '#shared/subjects/requests/request-steps.ts';
import {
  type RequestKind,
  requestKinds,
  requestStates,
} from '#shared/subjects/requests/vocabulary.ts';
import type { SubjectWorld } from '#shared/subjects/subject-world.ts';

const kinds = Object.keys(requestKinds) as RequestKind[];
const day = {
  rule: 'a day: YYYY-MM-DD',
  read: (text: string) => (isDay(text) ? text : undefined),
};
const requestsQuery = filteredPageQuery({
  state: oneOf(requestStates),
  kind: oneOf(kinds),
  due_before: day,
});

/** Answers with a whole request, and with the ETag of its present state. */
async function answerWith(
  c: HonoContext<AppEnv>,
  { document, replayed }: RequestAnswer,
  status: 200 | 201 = 200,
): Promise<Response> {
  if (replayed) c.header('idempotency-replayed', 'true');
  c.header('etag', requestTag(document));
  return c.json(await renderStored(c.var.ctx, document), replayed ? 200 : status);
}

/** The steps of a request, named by the last part of their paths. */
const steps = {
  extend: extendRequest,
  identity: noteIdentity,
  refuse: refuseRequest,
  complete: completeRequest,
} as const;

/** Adds the routes with which a tenant handles requests of persons (GDPR Art. 12). */
export function addRequestRoutes(app: App, { categories }: Pick<SubjectWorld, 'categories'>): void {
  addRoute(app, {
    method: 'POST',
    path: '/v1/requests',
    admission: callersWith('subjects'),
    query: noQuery,
    body: jsonBody(smallBodyMax),
    idempotency: remembered,
    personal: changing('requests.create', 'fields'),
    async handle(c, { body, idempotencyKey }) {
      nameFields(c, namedIn(body));
      await c.var.noteChange?.();
      return answerWith(c, await createRequest(c.var.ctx, { body, idempotencyKey }), 201);
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/requests',
    admission: callersWith('subjects'),
    query: requestsQuery,
    body: noBody,
    personal: reading('requests.list', 'none'),
    handle: async (c, { query: { filters, page } }) =>
      c.json(await listRequests(c.var.ctx, filters, page)),
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/requests/ending-restrictions',
    admission: callersWith('subjects'),
    query: noQuery,
    body: noBody,
    personal: reading('requests.ending-restrictions', 'none'),
    handle: async (c) => c.json(await countEnding(c.var.ctx, categories)),
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/requests/:id',
    admission: callersWith('subjects'),
    query: noQuery,
    body: noBody,
    personal: reading('requests.read', 'own-id'),
    async handle(c) {
      const document = await readRequest(c.var.ctx, { id: c.req.param('id') });
      return answerWith(c, { document, replayed: false });
    },
  });

  for (const [name, take] of Object.entries(steps))
    addRoute(app, {
      method: 'POST',
      path: `/v1/requests/:id/${name}` as const,
      admission: callersWith('subjects'),
      query: noQuery,
      body: jsonBody(smallBodyMax),
      idempotency: remembered,
      personal: changing(`requests.${name}`, 'own-id'),
      conditional: ['If-Match'],
      async handle(c, { body, idempotencyKey }) {
        const id = c.req.param('id') ?? '';
        const input = { id, body, idempotencyKey, ifMatch: readIfMatch(c) };
        return answerWith(c, await take(c.var.ctx, input));
      },
    });
}
