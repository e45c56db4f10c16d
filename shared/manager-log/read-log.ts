import { managerLog } from '#shared/categories/manager-log.ts';
import { allOf } from '#shared/store/all-of.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { type Filter, type Store, type StoredDocument } from '#shared/store/store.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { managerLogSeals } from './collections.ts';
import { endOfHour, type LogHour, startOfHour } from './log-hour.ts';
import { openSeal } from './seal.ts';

/**
 * Reads every entry of a tenant, or every entry of the tenant in one hour. This includes expired
 * entries that are not deleted yet. Only the sealing and the verification call this function. They
 * do not show the content.
 */
export function readEntries(
  store: Store,
  tenant: string,
  hour?: LogHour,
): AsyncGenerator<StoredDocument> {
  const where: Filter[] =
    hour === undefined
      ? []
      : [
          { field: 'created_at', op: '>=', value: startOfHour(hour) },
          { field: 'created_at', op: '<', value: endOfHour(hour) },
        ];
  return allOf(store, { collection: managerLog.id, tenant, where, orderBy: newestFirst });
}

/** Every seal of a tenant, in the order of their numbers. */
export function readSeals(store: Store, tenant: string): AsyncGenerator<StoredDocument> {
  const orderBy = [{ field: 'number', direction: 'asc' }] as const;
  return allOf(store, { collection: managerLogSeals.id, tenant, where: [], orderBy });
}

/**
 * Finds the genuine seal with the highest number. It skips forged documents with higher numbers.
 */
export async function findLatestSeal(
  store: Store,
  keys: PublicKeys,
  tenant: string,
): Promise<StoredDocument | undefined> {
  const orderBy = [{ field: 'number', direction: 'desc' }] as const;
  const query = { collection: managerLogSeals.id, tenant, where: [], orderBy };
  for await (const document of allOf(store, query, 3))
    if ((await openSeal(keys, document)) !== undefined) return document;
  return undefined;
}

/** Finds the genuine seal of an hour. */
export async function findSealOf(
  store: Store,
  keys: PublicKeys,
  tenant: string,
  hour: LogHour,
): Promise<StoredDocument | undefined> {
  const where = [{ field: 'hour', op: '==', value: hour }] as const;
  const query = { collection: managerLogSeals.id, tenant, where, orderBy: [] };
  for await (const document of allOf(store, query, 3))
    if ((await openSeal(keys, document)) !== undefined) return document;
  return undefined;
}
