import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf } from '#shared/settings/category-rule.ts';
import { isLive, isUnexpired, type LiveRule } from '#shared/store/live.ts';
import { purgeShard } from '#shared/store/purge-shard.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { idempotencyMarks } from './collections.ts';
import type { Context } from './context.ts';
import type { ClearRecord } from './record.ts';
import type { Mark } from './record-marks.ts';

const rememberedMicros = microsPerDay;

/** The mark of a request of a category, or of another collection, under an `Idempotency-Key`; key and body are kept as keyed hashes only. */
export async function idempotencyMark(
  ctx: Context,
  { id: collection }: Pick<Category, 'id'>,
  request: { readonly key: string; readonly body: unknown },
  records: readonly Pick<ClearRecord, 'id'>[],
): Promise<Mark> {
  const body = JSON.stringify(request.body);
  const [id, bodyHash] = await Promise.all([
    ctx.lookup.mark(ctx.tenant, 'idempotency', [collection, request.key]),
    ctx.lookup.mark(ctx.tenant, 'idempotency-body', [body]),
  ]);
  const data = {
    body_hash: bodyHash,
    record_ids: records.map((record) => record.id),
    expires_at: ctx.now() + rememberedMicros,
    purge_shard: purgeShard(id, ctx.purgeShards),
  };
  return { ref: { tenant: ctx.tenant, collection: idempotencyMarks.id, id }, data };
}

/**
 * What an earlier request under the same key stored: records of the category, or documents of another collection of
 * it; the rule is null where those never expire.
 * @returns undefined when there was none within 24 hours
 * @throws Problem `idempotency-mismatch` when it had another body, `idempotency-record-gone` when what it stored is gone
 */
export async function findEarlier(
  ctx: Context,
  category: Category,
  mark: Mark,
  found: StoredDocument | undefined,
  of: { readonly id: string; readonly rule: LiveRule | null } = {
    id: category.id,
    rule: categoryRuleOf(ctx, category),
  },
): Promise<StoredDocument[] | undefined> {
  if (!isUnexpired(found, ctx.now())) return undefined;
  if (found.data['body_hash'] !== mark.data['body_hash']) throw new Problem('idempotency-mismatch');
  const ids = found.data['record_ids'] as string[];
  const refs = ids.map((id) => ({ tenant: ctx.tenant, collection: of.id, id }));
  const documents = await ctx.store.getAll(refs);
  const { rule } = of;
  const live = documents.filter((document): document is StoredDocument =>
    rule === null ? document !== undefined : isLive(document, rule),
  );
  if (live.length < ids.length) throw new Problem('idempotency-record-gone');
  return live;
}
