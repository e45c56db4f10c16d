import { hash } from 'node:crypto';

/**
 * Makes the id of a record: 128 random bits in hex. Ids are random, because ids in sequence cause
 * hot spots and can be guessed.
 */
export function newRecordId(deps: { readonly randomBytes: (count: number) => Uint8Array }): string {
  return Buffer.from(deps.randomBytes(16)).toString('hex');
}

/** The form of a record's id. */
export const recordIdPattern = /^[0-9a-f]{32}$/;

/** True if a text has the form of a record's id. Any other text is not the id of a record. */
export function isRecordId(text: string): boolean {
  return recordIdPattern.test(text);
}

/**
 * The shard (0 to `shards` - 1) in which the purge sweep finds a document. All shards get about
 * equally many documents. The id of a record is already random. Other ids are hashed first.
 */
export function purgeShard(id: string, shards: number): number {
  const random = isRecordId(id) ? id : hash('sha256', id, 'hex');
  return Number.parseInt(random.slice(0, 8), 16) % shards;
}
