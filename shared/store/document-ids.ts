import { hash } from 'node:crypto';

/** Ids of records: 128 random bits in hex. Random, because sequential ids make hot spots and can be guessed. */
export function newRecordId(deps: { readonly randomBytes: (count: number) => Uint8Array }): string {
  return Buffer.from(deps.randomBytes(16)).toString('hex');
}

/** The form of a record's id. */
export const recordIdPattern = /^[0-9a-f]{32}$/;

/** Whether a text has the form of a record's id; any other text is no record's id. */
export function isRecordId(text: string): boolean {
  return recordIdPattern.test(text);
}

/**
 * The shard (0 to `shards` - 1) in which the purge sweep finds a document. The shards are equally
 * full for any kind of id.
 */
export function purgeShard(id: string, shards: number): number {
  return Number.parseInt(hash('sha256', id, 'hex').slice(0, 8), 16) % shards;
}
