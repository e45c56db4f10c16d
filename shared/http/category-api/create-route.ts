import type { Category } from '#shared/categories/define-category.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { renderRecord } from '#shared/records/open-record.ts';
import { answerRecord } from '../answer/answer-record.ts';
import type { App } from '../create-app.ts';
import { remembered } from '../read/idempotency.ts';
import { jsonBody, recordsBodyMax } from '../read/read-json.ts';
import { noQuery } from '../read/read-query.ts';
import { addRoute } from '../route/add-route.ts';
import { callersWith } from '../route/admission.ts';
import { changing } from '../route/personal.ts';
import type { OwnVerbs } from './own-verbs.ts';

/**
 * Adds `POST` at a category's path. It creates one record, or the records of an array. Either all
 * records of the array are stored, or none.
 */
export function addCreateRoute(app: App, category: Category, own: OwnVerbs): void {
  addRoute(app, {
    method: 'POST',
    path: `/v1/${category.path}`,
    admission: callersWith(`${category.id}:write`),
    query: noQuery,
    body: jsonBody(recordsBodyMax, own.dropUnread),
    idempotency: remembered,
    personal: changing(`${category.path}.create`, 'none'),
    async handle(c, { body, idempotencyKey }) {
      const companions = own.companions?.(c.get('ctx'));
      const create = own.createRecords ?? createRecords;
      const { records, replayed } = await create(c.get('ctx'), {
        category,
        body,
        idempotencyKey,
        complete: own.complete,
        unread: own.dropUnread,
        ...(companions && { companions }),
      });
      if (replayed) c.header('idempotency-replayed', 'true');
      const [record] = records;
      if (!Array.isArray(body) && record !== undefined)
        return answerRecord(c, record, renderRecord(record), 201);
      return c.json({ items: records.map(renderRecord) }, 201);
    },
  });
}
