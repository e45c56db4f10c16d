import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';

/**
 * Returns the stored time of a withdrawal. This is the time of the request. If a process with a
 * faster clock has dated the consent or its confirmation later, the later time is stored.
 */
function countedAt({ created_at, confirmed_at }: DocumentData, at: string): string {
  const given = formatInstant(created_at as Instant);
  const confirmed = typeof confirmed_at === 'string' ? confirmed_at : given;
  // All times are RFC 3339 in UTC with milliseconds. So the alphabetical order is the order in
  // time.
  return [at, given, confirmed].toSorted().at(-1) ?? at;
}

/**
 * Returns the data of a consent that is withdrawn.
 * @param at the time in RFC 3339
 * @param reason the reason, if one was given
 */
export function withdrawn(data: DocumentData, at: string, reason?: unknown): DocumentData {
  const why = reason === undefined ? {} : { withdrawal_reason: reason };
  return { ...data, status: 'withdrawn', withdrawn_at: countedAt(data, at), ...why };
}

/**
 * Returns the data of a consent after the person has withdrawn another consent of the same type.
 * Returns undefined if the consent is already withdrawn, or already has the mark `overtaken_at`.
 */
export function overtaken(
  data: DocumentData,
  at: string,
  reason?: unknown,
): DocumentData | undefined {
  if (data['status'] === 'confirmed') return withdrawn(data, at, reason);
  if (data['status'] === 'withdrawn' || data['overtaken_at'] !== undefined) return undefined;
  return { ...data, overtaken_at: at };
}

/**
 * Returns the writes for a consent after the person has withdrawn another consent. A confirmed
 * consent is withdrawn. A pending consent is marked, so that it can never be confirmed.
 */
export function writesFor(
  { ref, data, version }: StoredDocument,
  at: string,
  reason?: unknown,
): Write[] {
  const next = overtaken(data, at, reason);
  return next === undefined ? [] : [{ kind: 'replace', ref, data: next, version }];
}
