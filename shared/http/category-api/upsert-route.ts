import { createKeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { renderRecord } from '#shared/records/open-record.ts';
import type { Complete } from '#shared/records/read-inputs.ts';
import type { Revise } from '#shared/records/revise.ts';
import { upsertRecord } from '#shared/records/upsert-record.ts';
import { answerRecord } from '../answer/answer-record.ts';
import type { App } from '../create-app.ts';
import { readPreconditions } from '../read/preconditions.ts';
import { jsonBody, recordsBodyMax } from '../read/read-json.ts';
import { noQuery } from '../read/read-query.ts';
import { addRoute } from '../route/add-route.ts';
import { callersWith } from '../route/admission.ts';
import { changing } from '../route/personal.ts';
import { stateOfRecord } from '../route/route.ts';

/**
 * Adds `PUT` at the path of a category with unique fields. It answers 201 if it has created a
 * record, and 200 if it has changed an existing record.
 * @param isCorrection true if a change of an existing record is a correction, so that recipients of
 * the record get a notice
 */
export function addUpsertRoute(
  app: App,
  category: Category,
  complete?: Complete,
  revise?: Revise,
  isCorrection = false,
): void {
  const inTurn = createKeyedQueue();
  addRoute(app, {
    method: 'PUT',
    path: `/v1/${category.path}`,
    admission: callersWith(`${category.id}:write`),
    query: noQuery,
    body: jsonBody(recordsBodyMax),
    personal: changing(`${category.path}.replace`, 'none', Object.keys(category.fields)),
    conditional: stateOfRecord,
    async handle(c, { body }) {
      const input = {
        category,
        body,
        inTurn,
        isCorrection,
        preconditions: readPreconditions(c),
        ...(complete && { complete }),
        ...(revise && { revise }),
      };
      const { record, created } = await upsertRecord(c.get('ctx'), input);
      return answerRecord(c, record, renderRecord(record), created ? 201 : 200);
    },
  });
}
