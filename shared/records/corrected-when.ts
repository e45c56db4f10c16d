import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { ClearRecord } from './record.ts';

/**
 * The instant of the last correction of a record's encrypted fields. Undefined if they were never
 * corrected.
 */
export function correctedAt({ data }: Pick<StoredDocument, 'data'>): Instant | undefined {
  return data['corrected_at'] as Instant | undefined;
}

/** True if a correction changes encrypted fields. Other fields contain no personal values. */
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

/**
 * The instant of a new correction. It is always later than the last correction of the record, even
 * if a clock is wrong.
 */
export function nextCorrection(document: StoredDocument, begun: Instant): Instant {
  return Math.max(begun, (correctedAt(document) ?? 0) + 1);
}

/**
 * Adds the instant of a correction to a record. From then on, the record always contains the
 * instant of its last correction.
 */
export function withCorrection(document: StoredDocument, at: Instant): StoredDocument {
  return { ...document, data: { ...document.data, corrected_at: at } };
}
