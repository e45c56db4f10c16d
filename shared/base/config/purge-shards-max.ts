/**
 * The largest number of shards of a collection. One shard accepts 500 writes a second, so 256
 * shards accept 128,000 writes a second.
 */
export const purgeShardsMax = 256;
