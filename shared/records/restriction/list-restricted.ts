import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { nextToExpireOf } from '#shared/store/category-collection.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { Filter, StoredDocument } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import type { Context } from '../context.ts';
import { openRecord, renderRecord } from '../open-record.ts';
import { findPage } from '../page.ts';
import { restrictionRight } from './restrict-record.ts';
import { asRecord, endingDays, renderRestriction } from './restricted-record.ts';

export type RestrictedPage = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** True if only records that expire within 14 days are listed. */
  readonly ending: boolean;
};

function endingFilter(now: Instant): Filter {
  return { field: 'expires_at', op: '<=', value: now + endingDays * microsPerDay };
}

/**
 * The record itself, if the caller may read its category's personal fields. It is left out if it
 * cannot be decrypted.
 */
async function openFor(ctx: Context, category: Category, document: StoredDocument) {
  if (!ctx.scopes.has(`${category.id}:read`)) return {};
  try {
    const record = await openRecord(ctx, category, asRecord(category, document));
    return { record: renderRecord(record) };
  } catch (error) {
    if (!(error instanceof DecryptionError)) throw error;
    ctx.onUnreadable(document.ref);
    return {};
  }
}

/**
 * Lists restricted records of a category, sorted by expiry, the soonest first. The list contains
 * the ids of the records, and the facts of each restriction. A caller who may also read the
 * category gets the records too. Each page costs one query.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listRestricted(
  ctx: Context,
  input: { readonly category: Category; readonly page: RestrictedPage },
) {
  restrictionRight(ctx);
  const { category, page } = input;
  const query = {
    collection: restrictedId(category.id),
    rule: categoryRuleOf(ctx, category),
    where: page.ending ? [endingFilter(ctx.now())] : [],
    orderBy: nextToExpireOf(category),
    scope: [restrictedId(category.id), page.ending ? 'ending' : 'all'],
  };
  const { items, next_cursor } = await findPage(ctx, query, page);
  const rendered = items.map(async (document) => ({
    ...renderRestriction(ctx.now(), document),
    ...(await openFor(ctx, category, document)),
  }));
  return { items: await Promise.all(rendered), next_cursor };
}
