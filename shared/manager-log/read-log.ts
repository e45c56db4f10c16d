import { managerLog } from '#shared/categories/manager-log.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import {
  type Filter,
  placeOf,
  type Query,
  type Store,
  type StoredDocument,
} from '#shared/store/store.ts';
import { managerLogSeals } from './collections.ts';
import { endOfDay, type LogDay, startOfDay } from './log-day.ts';

const pageSize = 500;

/** Every document that a query finds, page by page. */
export async function* allOf(
  store: Store,
  query: Omit<Query, 'limit'>,
): AsyncGenerator<StoredDocument> {
  let page: StoredDocument[] = [];
  let startAfter: readonly unknown[] | undefined;
  do {
    page = await store.query({ ...query, limit: pageSize, ...(startAfter && { startAfter }) });
    yield* page;
    const last = page.at(-1);
    startAfter = last && placeOf(last, query);
  } while (page.length === pageSize);
}

/** Every entry of a tenant, or of one of its days, expired ones that are not deleted yet among them; for sealing and verification, which show nobody what is in them. */
export function readEntries(
  store: Store,
  tenant: string,
  day?: LogDay,
): AsyncGenerator<StoredDocument> {
  const where: Filter[] =
    day === undefined
      ? []
      : [
          { field: 'created_at', op: '>=', value: startOfDay(day) },
          { field: 'created_at', op: '<', value: endOfDay(day) },
        ];
  return allOf(store, { collection: managerLog.id, tenant, where, orderBy: newestFirst });
}

/** Every seal of a tenant, in the order of their numbers. */
export function readSeals(store: Store, tenant: string): AsyncGenerator<StoredDocument> {
  const orderBy = [{ field: 'number', direction: 'asc' }] as const;
  return allOf(store, { collection: managerLogSeals.id, tenant, where: [], orderBy });
}

/** The seal with the highest number. */
export async function readLatestSeal(
  store: Store,
  tenant: string,
): Promise<StoredDocument | undefined> {
  const orderBy = [{ field: 'number', direction: 'desc' }] as const;
  const query = { collection: managerLogSeals.id, tenant, where: [], orderBy, limit: 1 };
  return (await store.query(query))[0];
}

/** The seal of a day. */
export async function findSealOf(
  store: Store,
  tenant: string,
  day: LogDay,
): Promise<StoredDocument | undefined> {
  const where = [{ field: 'day', op: '==', value: day }] as const;
  const query = { collection: managerLogSeals.id, tenant, where, orderBy: [], limit: 1 };
  return (await store.query(query))[0];
}
