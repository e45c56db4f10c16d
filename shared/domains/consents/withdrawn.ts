import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';

/**
 * The changes that a withdrawal makes to the consent itself.
 * @param at the time in RFC 3339
 * @param reason the reason, if one was given
 */
export function withdrawn(data: DocumentData, at: string, reason?: unknown): DocumentData {
  const why = reason === undefined ? {} : { withdrawal_reason: reason };
  return { ...data, status: 'withdrawn', withdrawn_at: at, ...why };
}

/**
 * The changes that a withdrawal makes to another consent of the person. Undefined if that consent
 * is already withdrawn or marked.
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
 * The writes for another consent of the same person. A confirmed consent is withdrawn. A pending
 * consent is marked, so that it can never be confirmed.
 */
export function writesFor(
  { ref, data, version }: StoredDocument,
  at: string,
  reason?: unknown,
): Write[] {
  const next = overtaken(data, at, reason);
  return next === undefined ? [] : [{ kind: 'replace', ref, data: next, version }];
}
