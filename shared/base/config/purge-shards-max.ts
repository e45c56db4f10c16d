/**
 * The most shards that documents may be spread over. At 500 writes a second each they take 128,000
 * writes a second of one collection.
 */
export const purgeShardsMax = 256;
