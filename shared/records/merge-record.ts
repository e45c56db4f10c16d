import { rightTo } from '#shared/access/scope.ts';
import type { KeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import { parse } from '#shared/base/problems/parse.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { createSchema, mergeSchema } from '#shared/categories/record-schema.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { identifyPatch } from './identify-conversations.ts';
import { checkPhones } from './lookup-form.ts';
import { checkPatched, patchFields } from './merge-patch.ts';
import { openRecord } from './open-record.ts';
import { takeOwnExpiry } from './own-expiry.ts';
import type { Preconditions } from './precondition.ts';
import type { Revise } from './revise.ts';
import { type Upserted, upsertWanted } from './upsert-record.ts';

/**
 * Applies a JSON Merge Patch (RFC 7396) to the live record that has the unique fields in the patch.
 * If there is no such record, a record is created from the patch. Each attempt applies the patch to
 * the record's present state. So if two callers set different fields, both values are stored. The
 * category must have exactly one set of unique fields.
 * @throws Problem `scope-missing`, `validation-failed`, `precondition-failed`, `category-off`,
 * `batch-too-large`, `contention`; DecryptionError
 */
export async function mergeRecord(
  ctx: Context,
  input: {
    readonly category: Category;
    readonly body: unknown;
    readonly revise?: Revise | undefined;
    readonly inTurn?: KeyedQueue;
    readonly preconditions?: Preconditions;
  },
): Promise<Upserted> {
  const { category, revise, inTurn, preconditions } = input;
  const right = rightTo(`${category.id}:write`);
  right(ctx);
  const { fields: patch, ...own } = takeOwnExpiry(
    ctx,
    category,
    parse(mergeSchema(category), await identifyPatch(ctx, category, input.body)),
  );
  await checkPhones(ctx, category, patch);
  const wanted = async (now: Context, document: StoredDocument | undefined) => {
    const found = document && (await openRecord(now, category, document));
    const fields = patchFields(category, found?.fields ?? {}, patch);
    if (found === undefined) parse(createSchema(category), fields);
    else checkPatched(category, fields, patch);
    return { ...own, fields };
  };
  return upsertWanted(ctx, {
    category,
    fields: patch,
    wanted,
    right,
    revise,
    // A merge patch changes stored data about a person, so recipients get a notice.
    isCorrection: true,
    inTurn,
    preconditions,
  });
}
