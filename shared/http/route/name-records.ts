import { createHash } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import type { AppEnv } from '../env.ts';

const digestLength = 32;

/**
 * Tells the manager log which records a request names when they are too many for an entry: how many, and a digest of
 * their ids. Whoever has the ids can check that these were the ones; two requests about different records leave two
 * entries. `ids:12:5f0c…` is the SHA-256 of the sorted ids, joined by line feeds, and its first 32 digits.
 */
export function nameRecords(c: HonoContext<AppEnv>, ids: readonly string[]): void {
  const sorted = ids.toSorted();
  const digest = createHash('sha256').update(sorted.join('\n'), 'utf8').digest('hex');
  c.set('fieldsAsked', `ids:${sorted.length}:${digest.slice(0, digestLength)}`);
}
