import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { MatchedValue } from './notices-with-values.ts';

/**
 * The JSON that a recipient gets. As long as the hashes of the notice are stored, this JSON has the
 * same text in every attempt.
 */
export function noticeBody({ ref, data }: StoredDocument, values: readonly MatchedValue[]): string {
  const upTo = data['up_to'] as Instant | undefined;
  return JSON.stringify({
    id: ref.id,
    event: data['event'],
    occurred_at: formatInstant(data['created_at'] as Instant),
    category: data['category'] ?? null,
    records: data['records'],
    corrected: data['corrected'] ?? [],
    up_to: upTo === undefined ? null : formatInstant(upTo),
    erasure: data['erasure'] ?? null,
    values,
  });
}
