/**
 * The largest number of shards for documents. With 500 writes a second each, they accept 128,000
 * writes a second of one collection.
 */
export const purgeShardsMax = 256;
