/**
 * The largest number of shards of a collection. Each shard accepts 500 writes a second. So 256
 * shards accept 128,000 writes a second.
 */
export const purgeShardsMax = 256;
