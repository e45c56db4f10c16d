import type { Category } from '#shared/categories/define-category.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import { deleteLookedUp } from '#shared/records/delete-looked-up.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { deleteRecords, idsToDelete } from '#shared/records/delete-records.ts';
import { isOfKeys } from '#shared/records/lookup-record.ts';
import { renderFor } from '#shared/records/open-record.ts';
import { readRecord } from '#shared/records/read-record.ts';
import { answerRecord } from '../answer/answer-record.ts';
import { renderChanged } from '../answer/render-changed.ts';
import type { App } from '../create-app.ts';
import { noBody } from '../read/body.ts';
import { remembered } from '../read/idempotency.ts';
import { readPreconditions } from '../read/preconditions.ts';
import { jsonBody, mergePatchBody, recordsBodyMax, smallBodyMax } from '../read/read-json.ts';
import { noQuery } from '../read/read-query.ts';
import { addRoute } from '../route/add-route.ts';
import { callersWith } from '../route/admission.ts';
import { nameFields } from '../route/name-fields.ts';
import { nameRecords } from '../route/name-records.ts';
import { changing, reading } from '../route/personal.ts';
import { stateOfRecord } from '../route/route.ts';
import type { OwnVerbs } from './own-verbs.ts';

/** Adds `GET …/:id`. */
export function addReadRoute(app: App, category: Category): void {
  addRoute(app, {
    method: 'GET',
    path: `/v1/${category.path}/:id`,
    admission: callersWith(`${category.id}:read`),
    query: noQuery,
    body: noBody,
    personal: reading(`${category.path}.read`, 'own-id'),
    async handle(c) {
      const input = { category, id: c.req.param('id') };
      const record = await readRecord(c.get('ctx'), input);
      return answerRecord(c, record, renderFor(c.get('ctx'), category, record));
    },
  });
}

/** Adds `PATCH …/:id`. */
export function addCorrectRoute(app: App, category: Category, own: OwnVerbs): void {
  addRoute(app, {
    method: 'PATCH',
    path: `/v1/${category.path}/:id`,
    admission: callersWith(`${category.id}:write`),
    query: noQuery,
    body: mergePatchBody(recordsBodyMax),
    personal: changing(`${category.path}.correct`, 'own-id', Object.keys(category.fields)),
    conditional: stateOfRecord,
    async handle(c, { body }) {
      const input = {
        category,
        id: c.req.param('id'),
        body,
        complete: own.completeCorrection,
        revise: own.revise,
        preconditions: readPreconditions(c),
      };
      const record = await (own.correctRecord ?? correctRecord)(c.get('ctx'), input);
      return answerRecord(c, record, renderChanged(c.get('ctx'), category, record, body));
    },
  });
}

/** Adds `DELETE …/:id`. */
export function addDeleteRoute(app: App, category: Category, own: OwnVerbs): void {
  addRoute(app, {
    method: 'DELETE',
    path: `/v1/${category.path}/:id`,
    admission: callersWith(`${category.id}:delete`),
    query: noQuery,
    body: noBody,
    personal: changing(`${category.path}.delete`, 'own-id'),
    conditional: stateOfRecord,
    async handle(c) {
      const id = c.req.param('id');
      const input = { id, writesOf: own.deletionWrites, preconditions: readPreconditions(c) };
      await deleteRecord(c.get('ctx'), { category, ...input });
      return c.body(null, 204);
    },
  });
}

/**
 * Adds `POST …/delete`. It deletes up to 200 records by their ids, or up to 100 records by their
 * unique fields.
 */
export function addDeleteManyRoute(app: App, category: Category, own: OwnVerbs): void {
  addRoute(app, {
    method: 'POST',
    path: `/v1/${category.path}/delete`,
    admission: callersWith(`${category.id}:delete`),
    query: noQuery,
    body: jsonBody(category.keyed === true ? recordsBodyMax : smallBodyMax),
    idempotency: remembered,
    personal: changing(`${category.path}.delete-many`, 'fields'),
    async handle(c, { body, idempotencyKey }) {
      if (category.keyed === true && isOfKeys(body)) {
        nameFields(c, category.unique[0] ?? []);
        await c.get('noteChange')?.();
        const asked = { category, body, idempotencyKey, writesOf: own.deletionWrites };
        const { answer, replayed } = await deleteLookedUp(c.get('ctx'), asked);
        if (replayed) c.header('idempotency-replayed', 'true');
        return c.json(answer);
      }
      const ids = idsToDelete(c.get('ctx'), category, body);
      nameRecords(c, ids);
      await c.get('noteChange')?.();
      const input = { category, ids, idempotencyKey, writesOf: own.deletionWrites };
      const { answer, replayed } = await deleteRecords(c.get('ctx'), input);
      if (replayed) c.header('idempotency-replayed', 'true');
      return c.json(answer);
    },
  });
}
