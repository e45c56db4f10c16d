import { isDeepStrictEqual } from 'node:util';
import type { Category } from '#shared/categories/define-category.ts';
import type { NamedValue } from '#shared/notices/notices-with-values.ts';
import type { NoticeEvent } from '#shared/settings/notice-routes.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { lookupKey } from '#shared/vault/normalise.ts';
import type { CheckedContext, Context } from './context.ts';
import { lookupFormOf } from './lookup-form.ts';
import { openReadable } from './open-readable.ts';
import { openRecord } from './open-record.ts';
import type { ClearRecord, Fields } from './record.ts';

/** The values of a record with a lookup, in the form in which they are compared. */
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

/** Names of the encrypted fields that a correction has changed. */
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
 * The writes of a notice about a correction (Art. 19 GDPR). It names the record and the fields, and
 * contains hashes of the person's old and new values. There are none if no encrypted field changed,
 * or if no recipient gets the notice.
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
 * The writes of a notice about one record. If the record cannot be decrypted, the notice contains
 * only its id.
 * @param document the record in its category
 * @param others ids of records with the same event
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
