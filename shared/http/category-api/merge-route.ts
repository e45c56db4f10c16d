import { createKeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { mergeRecord } from '#shared/records/merge-record.ts';
import type { Revise } from '#shared/records/revise.ts';
import { answerRecord } from '../answer/answer-record.ts';
import { renderChanged } from '../answer/render-changed.ts';
import type { App } from '../create-app.ts';
import { readPreconditions } from '../read/preconditions.ts';
import { mergePatchBody, recordsBodyMax } from '../read/read-json.ts';
import { noQuery } from '../read/read-query.ts';
import { addRoute } from '../route/add-route.ts';
import { callersWith } from '../route/admission.ts';
import { changing } from '../route/personal.ts';
import { stateOfRecord } from '../route/route.ts';

/**
 * Adds `PATCH` at the path of a category with unique fields. It answers 201 if it has created a
 * record, and 200 if it has changed an existing record.
 */
export function addMergeRoute(app: App, category: Category, revise?: Revise): void {
  const inTurn = createKeyedQueue();
  addRoute(app, {
    method: 'PATCH',
    path: `/v1/${category.path}`,
    admission: callersWith(`${category.id}:write`),
    query: noQuery,
    body: mergePatchBody(recordsBodyMax),
    personal: changing(`${category.path}.merge`, 'none', Object.keys(category.fields)),
    conditional: stateOfRecord,
    async handle(c, { body }) {
      const preconditions = readPreconditions(c);
      const input = { category, body, revise, inTurn, preconditions };
      const { record, created } = await mergeRecord(c.var.ctx, input);
      const shown = renderChanged(c.var.ctx, category, record, body);
      return answerRecord(c, record, shown, created ? 201 : 200);
    },
  });
}
