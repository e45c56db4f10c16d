import { createHash } from 'node:crypto';
import type { DocumentData, DocumentRef } from '#shared/store/store.ts';

/** The name of the method that hashes entries. A new method must get a new name. */
const format = 'mayfly-log-1';

/**
 * Fields that are not part of an entry's hash: the hash itself, the two fields that the erasure of
 * a manager adds, and the expiry, which a shorter retention changes. The field `due_at` contains
 * the original expiry.
 */
const unhashed = new Set(['entry_hash', 'blanked_at', 'blanking', 'expires_at']);

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function byName(left: readonly [string, unknown], right: readonly [string, unknown]): number {
  return left[0] < right[0] ? -1 : 1;
}

/** The field with the mark of an entry's actor. */
export const actorMarkField = 'actor_mark';

/**
 * True if a field is about the manager. Such a field is encrypted, or it is the mark of the actor.
 */
export function isContent([name, value]: readonly [string, unknown]): boolean {
  return value instanceof Uint8Array || name === actorMarkField;
}

/**
 * The fields of an entry that are about the manager. The result is empty if these fields were
 * removed.
 */
export function contentOf(data: DocumentData): [string, Uint8Array | string][] {
  return Object.entries(data).filter((field): field is [string, Uint8Array | string] =>
    isContent(field),
  );
}

/**
 * SHA-256 of the content. The hash of an entry includes this digest instead of the content, so the
 * hash still matches after the content is removed.
 */
export function digestContent(data: DocumentData): string {
  const fields = contentOf(data).map(([name, value]) => {
    const text = typeof value === 'string' ? value : Buffer.from(value).toString('base64');
    return [name, text] as const;
  });
  return sha256(JSON.stringify([format, fields.toSorted(byName)]));
}

/**
 * The text whose SHA-256 is the hash of an entry. It contains the entry's tenant, collection and
 * id, and all fields that are not about the manager, except the fields in `unhashed`. So it
 * contains the instants, the writer, the sequence number, the previous hash and the digest of the
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
