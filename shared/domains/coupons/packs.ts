import { retryChecked } from '#shared/access/commit-checked.ts';
import type { Right } from '#shared/access/scope.ts';
import type { Context } from '#shared/records/context.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { couponPacks } from './collections.ts';
import type { Pool } from './pool.ts';
import { findPacks, packsReadMax } from './pool-stock.ts';
import { keyOfStock, openText, sealText, stockData, stockRef } from './stock.ts';

const packCodesMax = 250;
const packsAtOnce = 4;
/**
 * Separates the codes of a pack. No code contains this character, because codes contain no control
 * characters.
 */
const separator = '\n';

/**
 * The writes that store codes in packs. Packs are so small that one commit can store all packs of a
 * load.
 */
export async function packCodes(
  ctx: Context,
  pool: Pick<Pool, 'id' | 'fold'>,
  codes: readonly string[],
): Promise<Write[]> {
  const key = await keyOfStock(ctx);
  const starts = Array.from(
    { length: Math.ceil(codes.length / packCodesMax) },
    (_, index) => index * packCodesMax,
  );
  return starts.map((start): Write => {
    const ref = { tenant: ctx.tenant, collection: couponPacks.id, id: newRecordId(ctx) };
    const packed = codes.slice(start, start + packCodesMax);
    const sealed = sealText(ctx, key, ref, 'codes', packed.join(separator));
    const data = { pool_id: pool.id, fold: pool.fold, count: packed.length, ...sealed };
    return { kind: 'create', ref, data };
  });
}

/** The codes of a pack. @throws DecryptionError */
export async function openPack(ctx: Context, pack: StoredDocument): Promise<string[]> {
  return (await openText(ctx, pack, 'codes')).split(separator);
}

/**
 * Stores each code of a pack as a document, in the commit that deletes the pack. If another process
 * has already done this, this function does nothing.
 */
async function unpack(ctx: Context, right: Right, pack: StoredDocument): Promise<void> {
  const poolId = pack.data['pool_id'] as string;
  const pool = { id: poolId, fold: pack.data['fold'] === true };
  const codes = await openPack(ctx, pack);
  const key = await keyOfStock(ctx);
  const refs = await Promise.all(codes.map((code) => stockRef(ctx, pool, code)));
  const creations = codes.flatMap((code, index): Write[] => {
    const ref = refs[index];
    if (ref === undefined) return [];
    return [{ kind: 'create', ref, data: stockData(ctx, key, ref, { poolId, code }) }];
  });
  await retryChecked(ctx, right, async (now, attempt) => {
    const [current, ...known] =
      attempt === 0 ? [pack] : await now.store.getAll([pack.ref, ...refs]);
    if (current === undefined) return;
    const missing = creations.filter((_, index) => known[index] === undefined);
    const done: Write = { kind: 'delete', ref: current.ref, version: current.version };
    await now.commit([...missing, done]);
  });
}

/**
 * Unpacks several packs, a few at a time. Several processes can do this at the same time and share
 * the work.
 */
export async function unpackAll(
  ctx: Context,
  right: Right,
  packs: readonly StoredDocument[],
): Promise<void> {
  const queue = packs.values();
  const work = async () => {
    for (const pack of queue) await unpack(ctx, right, pack);
  };
  await Promise.all(Array.from({ length: packsAtOnce }, work));
}

/** Returns the codes of a pool that are loaded but not stored one by one yet. It writes nothing. */
export async function codesInPacks(ctx: Context, poolId: string): Promise<string[]> {
  const packs = await findPacks(ctx, poolId, packsReadMax);
  return (await Promise.all(packs.map((pack) => openPack(ctx, pack)))).flat();
}

/**
 * Completes a load that was interrupted. Some codes of such a load are still in packs.
 * @returns true if there was such a load
 */
export async function finishLoads(ctx: Context, right: Right, poolId: string): Promise<boolean> {
  for (let found = false; ; found = true) {
    const packs = await findPacks(ctx, poolId, packsAtOnce);
    if (packs.length === 0) return found;
    await unpackAll(ctx, right, packs);
  }
}
