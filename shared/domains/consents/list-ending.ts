import { requireRead } from '#shared/access/scope.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import type { Context } from '#shared/records/context.ts';
import { openPage } from '#shared/records/open-page.ts';
import { findPage, type Page } from '#shared/records/page.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { nextToEnd } from './collections.ts';
import { endsSoon, notExported, provingStates } from './ending.ts';
import { readExportedUpTo } from './note-export.ts';

export type EndingInput = {
  readonly page: { readonly limit: number; readonly cursor?: string | undefined };
  /** True to list only consents that were never part of a complete export. */
  readonly isNeverExported: boolean;
};

/**
 * Lists the confirmed and withdrawn consents that end soon, sorted by their expiry. A page costs
 * one query. Listing only consents that were never exported costs one more read.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listEnding(ctx: Context, input: EndingInput): Promise<Page<ClearRecord>> {
  requireRead(ctx.scopes, marketingConsents.id);
  const { page, isNeverExported } = input;
  const later = isNeverExported ? notExported(await readExportedUpTo(ctx)) : [];
  const found = await findPage(
    ctx,
    {
      collection: marketingConsents.id,
      rule: categoryRuleOf(ctx, marketingConsents),
      where: [{ field: 'status', op: 'in', value: provingStates }, endsSoon(ctx.now()), ...later],
      orderBy: nextToEnd,
      scope: [marketingConsents.id, 'ending', String(isNeverExported)],
    },
    page,
  );
  return { ...(await openPage(ctx, marketingConsents, found)), newest_cursor: null };
}
