import * as z from 'zod';
import { requireRead } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { openReadable } from '#shared/records/open-readable.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { type Page, pageSizeMax } from '#shared/records/page.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { allOf } from '#shared/store/all-of.ts';
import { newestFirst, nextToExpireOf } from '#shared/store/category-collection.ts';
import { comparedValuesMax } from '#shared/store/check-declared.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import { liveQuery } from '#shared/store/live.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { Filter, Order, StoredDocument } from '#shared/store/store.ts';
import { codeText, comparedCode } from './code-text.ts';
import { couponPacks } from './collections.ts';
import { findPools } from './list-pools.ts';
import { openPack } from './packs.ts';
import type { Pool } from './pool.ts';
import { stockRef } from './stock.ts';
import { isUsed } from './used-codes.ts';

/** The number of pools that a request searches by default. */
const poolsDefault = 100;

/** The code to look up, and the pools to search. */
export const codeLookupSchema = z.strictObject({
  code: codeText,
  limit: z.int().min(1).max(pageSizeMax).default(poolsDefault),
  cursor: z.string().max(512).optional(),
});

/**
 * The state of a code. A code is `in_stock`, or it is used and has a record (`given` or
 * `redeemed`), a restricted record (`restricted`), or no record (`anonymous`). Callers who may not
 * see restrictions get `anonymous` instead of `restricted`.
 */
export type CodeState = 'in_stock' | 'given' | 'redeemed' | 'restricted' | 'anonymous';

/** A found code, and the pool that has or had it. */
export type FoundCode = {
  readonly pool: Pool;
  readonly state: CodeState;
  /** The record of the person who got or redeemed the code. */
  readonly record?: ClearRecord;
};

/**
 * Returns the ids of the pools whose packs contain the code. It reads all packs of at most 30
 * pools.
 */
async function findPackedIn(ctx: Context, pools: readonly Pool[], code: string): Promise<string[]> {
  const ids = pools.map(({ id }) => id);
  const where: Filter[] = [{ field: 'pool_id', op: 'in', value: ids }];
  const holding = new Set<string>();
  const query = { collection: couponPacks.id, tenant: ctx.tenant, where, orderBy: [] };
  for await (const pack of allOf(ctx.store, query)) {
    const pool = pools.find(({ id }) => id === pack.data['pool_id']);
    if (pool === undefined || holding.has(pool.id)) continue;
    const form = comparedCode(code, pool.fold);
    const codes = await openPack(ctx, pack);
    if (codes.some((each) => comparedCode(each, pool.fold) === form)) holding.add(pool.id);
  }
  return [...holding];
}

/**
 * Finds the pools whose packs contain the code. A code in a pack is loaded, but has no document of
 * its own yet. The search costs one query for each 30 pools. Usually the query finds no pack. A
 * pool has the packs of at most one file, because each load first unpacks the packs of earlier
 * loads.
 */
async function findPacked(
  ctx: Context,
  pools: readonly Pool[],
  code: string,
): Promise<Set<string>> {
  const parts = chunksOf(pools, comparedValuesMax).map((part) => findPackedIn(ctx, part, code));
  return new Set((await Promise.all(parts)).flat());
}

/** Finds live records of codes in a collection, by the ids of the codes' documents in stock. */
async function findByStock(
  ctx: Context,
  collection: string,
  orderBy: readonly Order[],
  stockIds: readonly string[],
): Promise<StoredDocument[]> {
  const rule = categoryRuleOf(ctx, couponCodes);
  const found = await Promise.all(
    chunksOf(stockIds, comparedValuesMax).map((value) => {
      const where: Filter[] = [{ field: 'stock_id', op: 'in', value }];
      const query = { collection, tenant: ctx.tenant, where, orderBy, limit: pageSizeMax };
      return ctx.store.query(liveQuery(rule, query));
    }),
  );
  return found.flat();
}

/**
 * Finds records that earlier versions of Mayfly wrote without `stock_id`, by the hash of their
 * code. It costs one query. The caller has computed the hash, which takes about 100 ms.
 */
function findByHash(ctx: Context, hash: string): Promise<StoredDocument[]> {
  const where: Filter[] = [{ field: bcryptName('code'), op: '==', value: hash }];
  const own = { collection: couponCodes.id, tenant: ctx.tenant, where, orderBy: newestFirst };
  return ctx.store.query(
    liveQuery(categoryRuleOf(ctx, couponCodes), { ...own, limit: pageSizeMax }),
  );
}

/** A used code: its pool, and the id of its document in stock. */
type Used = { readonly pool: Pool; readonly stockId: string };

const isOf = ({ data }: StoredDocument, { pool, stockId }: Used) =>
  data['stock_id'] === undefined ? data['pool_id'] === pool.id : data['stock_id'] === stockId;

/** Finds the records of used codes. */
async function findRecords(ctx: Context, code: string, used: readonly Used[]) {
  const find = (collection: string, orderBy: readonly Order[], of: readonly Used[]) =>
    findByStock(
      ctx,
      collection,
      orderBy,
      of.map(({ stockId }) => stockId),
    );
  const records = await find(couponCodes.id, newestFirst, used);
  const left = used.filter((each) => !records.some((record) => isOf(record, each)));
  const maySee = ctx.scopes.has('restriction') || ctx.scopes.has('tenant');
  const restricted = maySee
    ? await find(restrictedId(couponCodes.id), nextToExpireOf(couponCodes), left)
    : [];
  const lost = left.filter((each) => !restricted.some((record) => isOf(record, each)));
  if (lost.length === 0) return { records, restricted };
  const hash = await ctx.lookup.hash(ctx.tenant, 'code', couponCodes.fields.code.lookup, code);
  const older = (await findByHash(ctx, hash)).filter(({ data }) => data['stock_id'] === undefined);
  return { records: [...records, ...older], restricted };
}

async function describeUsed(
  ctx: Context,
  code: string,
  used: readonly Used[],
): Promise<FoundCode[]> {
  if (used.length === 0) return [];
  const { records, restricted } = await findRecords(ctx, code, used);
  return Promise.all(
    used.map(async (each): Promise<FoundCode> => {
      const { pool } = each;
      const document = records.find((record) => isOf(record, each));
      if (document !== undefined) {
        const state = pool.kind === 'coupon' ? 'given' : 'redeemed';
        const [record] = await openReadable(ctx, [document], (it) =>
          openRecord(ctx, couponCodes, it),
        );
        return { pool, state, ...(record && { record }) };
      }
      const isRestricted = restricted.some((record) => isOf(record, each));
      return { pool, state: isRestricted ? 'restricted' : 'anonymous' };
    }),
  );
}

/**
 * Finds a code by its text in a page of pools. The code may have any state. The newest pool comes
 * first. A pool without the code is omitted, so for an unknown code the list is empty. Each pool
 * compares codes by its own rule. A look-up costs one query for the pools, one query for the packs
 * of each 30 pools, and one read for each pool. For used codes there is one more query for each 30
 * pools, or two if the caller may see restrictions. If these queries do not find the record of a
 * used code, the look-up costs one more hash and one more query.
 * @throws Problem `scope-missing`, `validation-failed`, `cursor-invalid`
 */
export async function lookCodeUp(ctx: Context, body: unknown): Promise<Page<FoundCode>> {
  requireRead(ctx.scopes, couponCodes.id);
  const { code, limit, cursor } = parse(codeLookupSchema, body);
  const page = await findPools(ctx, { limit, cursor });
  const pools = page.items;
  if (pools.length === 0) return { ...page, items: [] };
  const refs = await Promise.all(pools.map((pool) => stockRef(ctx, pool, code)));
  // Packs are read first. If a code is moved from its pack to the stock between the two reads, it
  // is found in stock.
  const packed = await findPacked(ctx, pools, code);
  const documents = await ctx.store.getAll(refs);
  const used: Used[] = [];
  const inStock = new Set<string>(packed);
  for (const [index, pool] of pools.entries()) {
    const document = documents[index];
    if (document === undefined) continue;
    if (isUsed(document)) used.push({ pool, stockId: document.ref.id });
    else inStock.add(pool.id);
  }
  const taken = await describeUsed(ctx, code, used);
  const items = pools.flatMap((pool): FoundCode[] => {
    const found = taken.find((each) => each.pool.id === pool.id);
    if (found !== undefined) return [found];
    return inStock.has(pool.id) ? [{ pool, state: 'in_stock' }] : [];
  });
  return { ...page, items };
}
