import { requireScope } from '#shared/access/scope.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import type { Context } from '#shared/records/context.ts';
import { findRecords } from '#shared/records/list-records.ts';
import { findPage, type PageRequest } from '#shared/records/page.ts';
import type { Filter, StoredDocument } from '#shared/store/store.ts';
import { managerLogSeals } from './collections.ts';
import { hashedText } from './entry-hash.ts';

/** A stored seal. Only the check of its signature shows whether it is genuine. */
export function renderSeal({ data }: StoredDocument) {
  const { number, hour, jws } = data;
  return { number: Number(number), hour: String(hour), jws: String(jws) };
}

/**
 * An entry in the form that is hashed, so that everybody can compute the hash again. `hash` is null
 * if the document does not belong to a chain.
 */
export function renderLink({ ref, data }: StoredDocument) {
  const hash = data['entry_hash'];
  return {
    id: ref.id,
    hash: typeof hash === 'string' ? hash : null,
    hashed: hashedText(ref, data),
  };
}

export type ListedSeal = ReturnType<typeof renderSeal>;
export type ListedLink = ReturnType<typeof renderLink>;

/**
 * Lists seals of the tenant as the database stores them, the latest first. It costs one query for
 * each page.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listSeals(ctx: Context, page: PageRequest) {
  requireScope(ctx.scopes, `${managerLog.id}:read`);
  const orderBy = [{ field: 'number', direction: 'desc' }] as const;
  const scope = [managerLogSeals.id];
  const query = { collection: managerLogSeals.id, rule: null, where: [], orderBy, scope };
  const { items, next_cursor } = await findPage(ctx, query, page);
  return { items: items.map(renderSeal), next_cursor };
}

/**
 * Lists the entries that have not expired, as parts of their chains, the newest first. The list
 * costs one query for each page. Nothing is decrypted. Each item contains the unencrypted values,
 * as in other lists of entries, and also the values of the chain.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listLinks(ctx: Context, filters: readonly Filter[], page: PageRequest) {
  requireScope(ctx.scopes, `${managerLog.id}:read`);
  const { items, next_cursor } = await findRecords(ctx, managerLog, filters, page);
  return { items: items.map(renderLink), next_cursor };
}
