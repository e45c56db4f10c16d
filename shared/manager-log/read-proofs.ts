import { requireScope } from '#shared/access/scope.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import type { Context } from '#shared/records/context.ts';
import { findRecords } from '#shared/records/list-records.ts';
import { findPage, type PageRequest } from '#shared/records/page.ts';
import type { Filter, StoredDocument } from '#shared/store/store.ts';
import { managerLogSeals } from './collections.ts';
import { hashedText } from './entry-hash.ts';

/** A stored seal; only its signature says whether it is genuine. */
export function renderSeal({ data }: StoredDocument) {
  const { number, hour, jws } = data;
  return { number: Number(number), hour: String(hour), jws: String(jws) };
}

/**
 * The facts that an entry's hash covers, so that anybody can compute it again; `hash` is null for a
 * document that no chain has written.
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
 * Seals of the tenant as the database stores them, the latest first: one query for each page.
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
 * Live entries as links of their chains, newest first: one query for each page. Nothing is
 * decrypted, and it shows nothing that lists of entries do not show.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listLinks(ctx: Context, filters: readonly Filter[], page: PageRequest) {
  requireScope(ctx.scopes, `${managerLog.id}:read`);
  const { items, next_cursor } = await findRecords(ctx, managerLog, filters, page);
  return { items: items.map(renderLink), next_cursor };
}
