import { requireScope } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import { findPage, type Page, type PageRequest } from '#shared/records/page.ts';
import { allOf } from '#shared/store/all-of.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import type { ReadStore, StoredDocument } from '#shared/store/store.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { ofErasures } from '../of-erasures.ts';
import { readErasure } from '../read-erasures.ts';
import { receipts } from './collections.ts';
import { aboutErasure, openReceipt } from './receipt.ts';

export type ReceiptsDeps = { readonly store: ReadStore; readonly keys: PublicKeys };

/**
 * The number of documents that a search for a receipt reads in one query. Forged documents are
 * rare, so the first document is usually genuine.
 */
const lookAt = 3;

/**
 * Finds the genuine receipt with the highest number. It skips forged documents with higher numbers.
 */
export async function findLatestReceipt(
  { store, keys }: ReceiptsDeps,
  tenant: string,
): Promise<StoredDocument | undefined> {
  const orderBy = [{ field: 'number', direction: 'desc' }] as const;
  const query = { collection: receipts.id, tenant, where: [], orderBy };
  for await (const document of allOf(store, query, lookAt))
    if ((await openReceipt(keys, document)) !== undefined) return document;
  return undefined;
}

/** Finds the genuine receipt about an event, such as `erasure:<id>`. */
export async function findReceiptAbout(
  { store, keys }: ReceiptsDeps,
  tenant: string,
  about: string,
): Promise<StoredDocument | undefined> {
  const where = [{ field: 'about', op: '==', value: about }] as const;
  const query = { collection: receipts.id, tenant, where, orderBy: [] };
  for await (const document of allOf(store, query, lookAt))
    if ((await openReceipt(keys, document)) !== undefined) return document;
  return undefined;
}

/**
 * Lists the genuine receipts of a tenant, the newest first. Each page costs one query. The list
 * skips forged documents, so a page may contain fewer receipts than its limit.
 * @throws Problem `scope-missing`, `cursor-invalid`; KeyServiceUnavailable, KeyDenied
 */
export async function listReceipts(
  ctx: Context,
  keys: PublicKeys,
  page: PageRequest,
): Promise<Page<StoredDocument>> {
  requireScope(ctx.scopes, 'subjects');
  const scope = [receipts.id];
  const query = { collection: receipts.id, where: [], orderBy: newestFirst, scope };
  const found = await findPage(ctx, { ...query, rule: ofErasures(ctx) }, page);
  const genuine = found.items.map(async (document) =>
    (await openReceipt(keys, document)) === undefined ? [] : [document],
  );
  return { ...found, items: (await Promise.all(genuine)).flat() };
}

/**
 * Reads the receipt of an erasure, as a JWS.
 * @throws Problem `scope-missing`, `record-not-found` if there is no such erasure or it was
 * cancelled, `receipt-pending` while the erasure is running or its receipt waits for the key
 * service
 */
export async function readErasureReceipt(
  ctx: Context,
  keys: PublicKeys,
  { id }: { readonly id: string },
): Promise<string> {
  const erasure = await readErasure(ctx, { id });
  const about = aboutErasure(erasure.ref.id);
  const found = await findReceiptAbout({ store: ctx.store, keys }, ctx.tenant, about);
  if (found !== undefined) return found.data['jws'] as string;
  // A cancelled erasure never gets a receipt.
  const isCancelled = erasure.data['cancelled_at'] !== undefined;
  throw new Problem(isCancelled ? 'record-not-found' : 'receipt-pending');
}

/** A receipt in the form in which a list shows it. */
export function renderReceipt({ ref, data }: StoredDocument) {
  return {
    id: ref.id,
    kind: data['kind'] as string,
    number: data['number'] as number,
    created_at: formatInstant(data['created_at'] as Instant),
    expires_at: formatInstant(data['expires_at'] as Instant),
    receipt: data['jws'] as string,
  };
}
