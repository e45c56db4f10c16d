import { createHash } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import type { AppEnv } from '../env.ts';

const digestLength = 32;

/**
 * Tells the manager log which records a request is about, if there are several. The entry gets the
 * number of the records and a digest of their ids, because it has no space for all ids. Somebody
 * who has the ids can check that the entry means these records. Requests about different records
 * have different entries. In `ids:12:5f0c…`, 12 is the number. The rest is the first 32 digits of
 * the SHA-256 of the sorted ids, joined by line feeds.
 */
export function nameRecords(c: HonoContext<AppEnv>, ids: readonly string[]): void {
  const sorted = ids.toSorted();
  const digest = createHash('sha256').update(sorted.join('\n'), 'utf8').digest('hex');
  c.set('fieldsAsked', `ids:${sorted.length}:${digest.slice(0, digestLength)}`);
}
