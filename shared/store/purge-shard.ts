import { createHash } from 'node:crypto';

/** The shard (0 to `shards` - 1) in which the purge sweep finds a document; even for any kind of id. */
export function purgeShard(id: string, shards: number): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % shards;
}
