/**
 * The most shards for documents. Each shard accepts 500 writes a second. So together they accept
 * 128,000 writes a second in one collection.
 */
export const purgeShardsMax = 256;
