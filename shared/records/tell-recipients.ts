import { isDeepStrictEqual } from 'node:util';
import type { Category } from '#shared/categories/define-category.ts';
import { lookupFields } from '#shared/categories/stored-names.ts';
import type { NamedValue } from '#shared/notices/notices-with-values.ts';
import type { NoticeEvent } from '#shared/settings/notice-routes.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { lookupKey } from '#shared/vault/normalise.ts';
import type { CheckedContext, Context } from './context.ts';
import { lookupFormOf } from './lookup-form.ts';
import { openReadable } from './open-readable.ts';
import { openRecord } from './open-record.ts';
import type { ClearRecord, Fields } from './record.ts';

/** The values by which a record can be found, in the form in which Mayfly compares values. */
export async function namedValues(
  ctx: Context,
  category: Category,
  fields: Fields,
): Promise<NamedValue[]> {
  const values = Object.entries(category.fields).map(async ([name, field]) => {
    const value = fields[name];
    if (field.atRest === 'plain' || field.lookup === undefined) return [];
    if (typeof value !== 'string') return [];
    return [
      { field: name, value: await lookupKey(lookupFormOf(ctx, field.lookup, fields), value) },
    ];
  });
  return (await Promise.all(values)).flat();
}

/** The names of the encrypted fields that a correction has changed. */
function correctedFields(
  category: Category,
  previous: Pick<ClearRecord, 'fields'>,
  next: Pick<ClearRecord, 'fields'>,
): string[] {
  return Object.entries(category.fields).flatMap(([name, { atRest }]) =>
    atRest === 'aes' && !isDeepStrictEqual(previous.fields[name], next.fields[name]) ? [name] : [],
  );
}

/**
 * The writes of notices about a correction (Art. 19 GDPR). A notice contains the record's id, the
 * names of the corrected fields, and hashes of the old and new values that identify the person.
 * There are no writes if no encrypted field changed, or if no recipient gets this notice.
 */
export async function correctionNotices(
  now: CheckedContext,
  category: Category,
  previous: ClearRecord,
  next: ClearRecord,
): Promise<Write[]> {
  const corrected = correctedFields(category, previous, next);
  if (corrected.length === 0) return [];
  const told = {
    event: 'correction',
    category: category.id,
    records: [next.id],
    corrected,
  } as const;
  return now.writeNotices(now, told, async () => {
    const present = await namedValues(now, category, next.fields);
    const before = await namedValues(now, category, previous.fields);
    const replaced = before.filter(
      ({ field, value }) => !present.some((each) => each.field === field && each.value === value),
    );
    return [...present, ...replaced.map((each) => ({ ...each, until_corrected: true as const }))];
  });
}

/**
 * The writes of notices about one record, or about several records of one person. The hashes come
 * from `document`. If this record cannot be decrypted, a notice contains only ids.
 * @param document the record with its reference in the collection of its category
 * @param others ids of more records with the same event
 */
export function recordNotices(
  now: CheckedContext,
  event: NoticeEvent,
  category: Category,
  document: StoredDocument,
  others: readonly string[] = [],
): Promise<Write[]> {
  const told = { event, category: category.id, records: [document.ref.id, ...others] };
  return now.writeNotices(now, told, async () => {
    const open = (each: StoredDocument) => openRecord(now, category, each);
    const [opened] = await openReadable(now, [document], open);
    return opened === undefined ? [] : namedValues(now, category, opened.fields);
  });
}

/**
 * The writes of notices about records that a caller deletes. A notice contains the ids of the
 * records, and for each record hashes of the values that identify its person. If a record cannot be
 * decrypted, the notice contains only its id.
 * @param documents live records of the category, as they were read
 */
export async function deletionNotices(
  now: CheckedContext,
  category: Category,
  documents: readonly StoredDocument[],
): Promise<Write[]> {
  if (documents.length === 0) return [];
  const records = documents.map(({ ref }) => ref.id);
  const told = { event: 'erasure', category: category.id, records } as const;
  return now.writeNotices(now, told, async () => {
    if (lookupFields(category).length === 0) return [];
    const open = (each: StoredDocument) => openRecord(now, category, each);
    const opened = await openReadable(now, documents, open);
    const named = opened.map(async ({ id, fields }) => {
      const values = await namedValues(now, category, fields);
      return values.map((value) => ({ ...value, record: id }));
    });
    return (await Promise.all(named)).flat();
  });
}
