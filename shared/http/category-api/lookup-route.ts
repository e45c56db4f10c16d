import type { Category } from '#shared/categories/define-category.ts';
import { isOfKeys, lookupRecord, lookupRecords } from '#shared/records/lookup-record.ts';
import { renderFor } from '#shared/records/open-record.ts';
import { answerRecord } from '../answer/answer-record.ts';
import type { App } from '../create-app.ts';
import { repeatable } from '../read/idempotency.ts';
import { jsonBody, recordsBodyMax } from '../read/read-json.ts';
import { noQuery } from '../read/read-query.ts';
import { addRoute } from '../route/add-route.ts';
import { callersWith } from '../route/admission.ts';
import { nameFields } from '../route/name-fields.ts';
import { reading } from '../route/personal.ts';

/**
 * Adds `POST …/lookup`. It finds one record by its unique fields, or up to 100 records in `items`.
 */
export function addLookupRoute(app: App, category: Category): void {
  const personal = (category.unique[0] ?? []).filter(
    (name) => category.fields[name]?.atRest === 'aes',
  );
  addRoute(app, {
    method: 'POST',
    path: `/v1/${category.path}/lookup`,
    admission: callersWith(`${category.id}:read`),
    query: noQuery,
    body: jsonBody(recordsBodyMax),
    idempotency: repeatable,
    personal: reading(`${category.path}.lookup`, 'fields'),
    async handle(c, { body }) {
      const ctx = c.get('ctx');
      nameFields(c, personal);
      if (isOfKeys(body)) {
        const { found, missing } = await lookupRecords(ctx, { category, body });
        const items = found.map((record) => ({
          ...renderFor(ctx, category, record),
          etag: record.tag,
        }));
        return c.json({ items, not_found: missing });
      }
      const record = await lookupRecord(ctx, { category, body });
      return answerRecord(c, record, renderFor(ctx, category, record));
    },
  });
}
