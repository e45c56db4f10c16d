import { createHash } from 'node:crypto';
import type { DocumentData, DocumentRef } from '#shared/store/store.ts';

/** Names the method of hashing entries; another method gets another name. */
const format = 'mayfly-log-1';

/**
 * Fields that an entry's hash leaves out: the hash itself, what erasing a manager changes, and the
 * expiry, which a shorter retention brings nearer. `due_at` holds the original expiry.
 */
const unhashed = new Set(['entry_hash', 'blanked_at', 'blanking', 'expires_at']);

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function byName(left: readonly [string, unknown], right: readonly [string, unknown]): number {
  return left[0] < right[0] ? -1 : 1;
}

/** The field that holds the mark of an entry's actor. */
export const actorMarkField = 'actor_mark';

/** Whether a field tells of the manager: it is encrypted, or the mark by which their entries are found. */
export function isContent([name, value]: readonly [string, unknown]): boolean {
  return value instanceof Uint8Array || name === actorMarkField;
}

/** What an entry tells of the manager; nothing when it was blanked. */
export function contentOf(data: DocumentData): [string, Uint8Array | string][] {
  return Object.entries(data).filter((field): field is [string, Uint8Array | string] =>
    isContent(field),
  );
}

/**
 * SHA-256 over the content, so that the hash of an entry still holds when the content is blanked.
 */
export function digestContent(data: DocumentData): string {
  const fields = contentOf(data).map(([name, value]) => {
    const text = typeof value === 'string' ? value : Buffer.from(value).toString('base64');
    return [name, text] as const;
  });
  return sha256(JSON.stringify([format, fields.toSorted(byName)]));
}

/**
 * The text whose SHA-256 is the hash of an entry: its place and all its fields that are no content. These include the instants, the writer, its sequence number, the hash before it and the digest of the
 * content.
 */
export function hashedText(ref: DocumentRef, data: DocumentData): string {
  const fields = Object.entries(data).filter(
    (field) => !isContent(field) && !unhashed.has(field[0]),
  );
  return JSON.stringify([format, ref.tenant, ref.collection, ref.id, fields.toSorted(byName)]);
}

/** The hash of an entry: SHA-256 of its {@link hashedText}, in hex. */
export function hashEntry(ref: DocumentRef, data: DocumentData): string {
  return sha256(hashedText(ref, data));
}
