import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { poolData, readPool } from './pool.ts';

/**
 * The writes that close a pool again after a restored backup has opened it. The erase sweep then
 * deletes the unused codes of the pool.
 */
export function repeatClosing(found: StoredDocument | undefined, at: Instant): Write[] {
  if (found === undefined) return [];
  const pool = readPool(found);
  if (pool.state !== 'open') return [];
  const { ref, version } = found;
  const data = poolData({ ...pool, state: 'closing', closedAt: at });
  return [{ kind: 'replace', ref, data, version }];
}
