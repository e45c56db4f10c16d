import { createHash } from 'node:crypto';
import type { DocumentData, DocumentRef } from '#shared/store/store.ts';

/** Names the method of hashing entries; another method gets another name. */
const format = 'mayfly-log-1';

/**
 * Fields that an entry's hash leaves out: the hash itself, what erasing a manager changes, and the
 * expiry, which a shorter retention brings nearer. `due_at` holds the original expiry.
 */
const unhashed = new Set(['entry_hash', 'blanked_at', 'blanking', 'expires_at']);

function sha256(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('hex');
}

function byName(left: readonly [string, unknown], right: readonly [string, unknown]): number {
  return left[0] < right[0] ? -1 : 1;
}

/** Sealed fields of an entry; none when it was blanked. */
export function sealedFieldsOf(data: DocumentData): [string, Uint8Array][] {
  return Object.entries(data).filter(
    (field): field is [string, Uint8Array] => field[1] instanceof Uint8Array,
  );
}

/**
 * SHA-256 over the encrypted content, so that the hash of an entry still holds when the content is
 * blanked.
 */
export function digestContent(data: DocumentData): string {
  const fields = sealedFieldsOf(data).map(
    ([name, bytes]) => [name, Buffer.from(bytes).toString('base64')] as const,
  );
  return sha256([format, fields.toSorted(byName)]);
}

/**
 * SHA-256 over an entry's place and all its fields that are not encrypted. These include the
 * instants, the writer, its sequence number, the hash before it and the digest of the encrypted
 * content.
 */
export function hashEntry(ref: DocumentRef, data: DocumentData): string {
  const fields = Object.entries(data).filter(
    ([name, value]) => !(value instanceof Uint8Array) && !unhashed.has(name),
  );
  return sha256([format, ref.tenant, ref.collection, ref.id, fields.toSorted(byName)]);
}
