import { createKeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import { openFile } from '#shared/domains/variables/open-file.ts';
import { fileBytesMax } from '#shared/domains/variables/stage-upload.ts';
import { storeFile } from '#shared/domains/variables/store-file.ts';
import { answerRecord } from '#shared/http/answer/answer-record.ts';
import { fileResponse } from '#shared/http/answer/file-response.ts';
import type { App } from '#shared/http/create-app.ts';
import { noBody } from '#shared/http/read/body.ts';
import { remembered } from '#shared/http/read/idempotency.ts';
import { noQuery } from '#shared/http/read/read-query.ts';
import { uploadBody } from '#shared/http/read/read-upload.ts';
import { addRoute } from '#shared/http/route/add-route.ts';
import { callersWith } from '#shared/http/route/admission.ts';
import { changing, reading } from '#shared/http/route/personal.ts';
import { renderRecord } from '#shared/records/open-record.ts';

/** Adds the routes of files, which belong to variables. */
export function addFileRoutes(app: App): void {
  const inTurn = createKeyedQueue();

  addRoute(app, {
    method: 'POST',
    path: '/v1/variables/file',
    admission: callersWith('variables:write'),
    query: noQuery,
    body: uploadBody(fileBytesMax),
    idempotency: remembered,
    personal: changing('variables.file', 'none'),
    async handle(c, { body, idempotencyKey }) {
      const input = { receive: body, inTurn, idempotencyKey };
      const { record, created, replayed } = await storeFile(c.var.ctx, input);
      if (replayed) c.header('idempotency-replayed', 'true');
      return answerRecord(c, record, renderRecord(record), created ? 201 : 200);
    },
  });

  addRoute(app, {
    method: 'GET',
    path: '/v1/variables/:id/file',
    admission: callersWith('variables:read'),
    query: noQuery,
    body: noBody,
    personal: reading('variables.file', 'own-id'),
    async handle(c) {
      const file = await openFile(c.var.ctx, { id: c.req.param('id') });
      return fileResponse(file, c.var.reportError);
    },
  });
}
