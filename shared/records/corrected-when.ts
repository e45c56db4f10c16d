import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { ClearRecord } from './record.ts';

/** When what is encrypted of a record was last corrected; undefined for a record that never was. */
export function correctedAt({ data }: Pick<StoredDocument, 'data'>): Instant | undefined {
  return data['corrected_at'] as Instant | undefined;
}

/** Whether a correction changes what is encrypted; the rest of a record tells nothing of its person. */
export function isPersonalChange(
  category: Category,
  previous: Pick<ClearRecord, 'fields'>,
  next: Pick<ClearRecord, 'fields'>,
): boolean {
  return Object.entries(category.fields).some(
    ([name, { atRest }]) =>
      atRest === 'aes' && !isDeepStrictEqual(previous.fields[name], next.fields[name]),
  );
}

/** When a correction counts as made that was begun then: later than the one before, whichever clock gave that. */
export function nextCorrection(document: StoredDocument, begun: Instant): Instant {
  return Math.max(begun, (correctedAt(document) ?? 0) + 1);
}

/** A record with the instant of its correction beside it, which stays as long as it lives. */
export function withCorrection(document: StoredDocument, at: Instant): StoredDocument {
  return { ...document, data: { ...document.data, corrected_at: at } };
}
