import { randomBytes } from 'node:crypto';
import { microsPerMilli } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { newestFirstOf } from '#shared/store/category-collection.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import type { Store, StoredDocument, Write } from '#shared/store/store.ts';
import { purgeShards } from '../harness/stack.ts';

const writesOfCommit = 400;
const commitsAtOnce = 4;
const bcryptTextLength = 31;

const newId = () => newRecordId({ randomBytes });
const newHash = (hash: string) =>
  hash.slice(0, -bcryptTextLength) +
  randomBytes(bcryptTextLength).toString('hex').slice(0, bcryptTextLength);

/**
 * Returns the writes that store a copy of a record, as if it belonged to another person. The copy
 * has other hashes and is older than the original. If the original has a uniqueness mark (a
 * document that reserves a unique value), the copy gets its own mark.
 */
function copyOf(original: StoredDocument, mark: StoredDocument | undefined, at: number): Write[] {
  const { ref, data } = original;
  const id = newId();
  const [markId, stockId] = [newId(), newId()];
  const life = {
    purge_shard: purgeShard(id, purgeShards),
    created_at: Number(data['created_at']) - (at + 1) * microsPerMilli,
  };
  const others: { [field: string]: unknown } = {};
  for (const [field, value] of Object.entries(data))
    if (field.endsWith('_bcrypt')) others[field] = newHash(value as string);
  if ('unique_marks' in data) others['unique_marks'] = [markId];
  if ('stock_id' in data) others['stock_id'] = stockId;
  const copy: Write = {
    kind: 'create',
    ref: { ...ref, id },
    data: { ...data, ...life, ...others },
  };
  if (mark === undefined) return [copy];
  const markData = { ...mark.data, record_id: id, purge_shard: purgeShard(markId, purgeShards) };
  return [copy, { kind: 'create', ref: { ...mark.ref, id: markId }, data: markData }];
}

/** Returns the write that copies the document of a used code in `coupon_stock`. */
function usedCodeOf(stock: StoredDocument): Write {
  return { kind: 'create', ref: { ...stock.ref, id: newId() }, data: stock.data };
}

async function writeAll(store: Store, writes: Iterable<readonly Write[]>): Promise<void> {
  const queue = writes[Symbol.iterator]();
  const worker = async () => {
    for (;;) {
      const portion: Write[] = [];
      while (portion.length < writesOfCommit) {
        const next = queue.next();
        if (next.done === true) break;
        portion.push(...next.value);
      }
      if (portion.length === 0) return;
      await store.commit(portion);
    }
  };
  await Promise.all(Array.from({ length: commitsAtOnce }, worker));
}

async function readStock(store: Store, record: StoredDocument): Promise<StoredDocument[]> {
  const id = record.data['stock_id'] as string | undefined;
  if (id === undefined) return [];
  const stock = await store.get({ tenant: record.ref.tenant, collection: 'coupon_stock', id });
  if (stock === undefined) throw new Error('the document in coupon_stock is missing');
  return [stock];
}

/**
 * Adds copies of the newest record of a category, until the tenant has `size` records. The copies
 * are older than the existing records. The copies cannot be decrypted, because a ciphertext opens
 * only in its own record. So the bench must send no request that shows a copy. If the record has a
 * uniqueness mark, each copy gets its own mark. If it has a document in `coupon_stock`, this
 * document is copied as often as the record. But no copied record leads to such a copy.
 */
export async function fillCategory(
  store: Store,
  tenant: string,
  categoryId: string,
  size: number,
): Promise<void> {
  const category = categories.find(({ id }) => id === categoryId);
  if (category === undefined) throw new Error(`there is no category ${categoryId}`);
  const all = { collection: categoryId, tenant, where: [], orderBy: newestFirstOf(category) };
  const present = await store.count(all);
  const [newest] = await store.query({ ...all, limit: 1 });
  if (newest === undefined) throw new Error(`${tenant} has no record of ${categoryId}`);
  const oldest = await store.query({ ...all, limit: present });
  const earliest = {
    ...newest,
    data: { ...newest.data, created_at: oldest.at(-1)?.data['created_at'] },
  };
  const [markId] = (newest.data['unique_marks'] ?? []) as readonly string[];
  const mark =
    markId === undefined
      ? undefined
      : await store.get({ tenant, collection: 'unique_marks', id: markId });
  const [stock] = await readStock(store, newest);
  function* copies(): Generator<readonly Write[]> {
    for (let at = 0; at < size - present; at += 1) {
      yield copyOf(earliest, mark, at);
      if (stock !== undefined) yield [usedCodeOf(stock)];
    }
  }
  await writeAll(store, copies());
}
