import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { identifierOf } from './complete-consent.ts';

/** A page of what a person has given, and which of it a withdrawal reaches. */
export type SameConsents = {
  readonly page: readonly StoredDocument[];
  readonly reached: readonly StoredDocument[];
};

/**
 * What the person of a consent has given of its type and not withdrawn, the newest first: found by the hash that the
 * consent holds, so that no bcrypt hash is computed. One query sees pending and confirmed ones, so that none which becomes
 * confirmed meanwhile is missed. Reached is what was given up to `until` (RFC 3339), and what the database held up to
 * `storedBy` by its own clock, whatever the clock of who wrote it said. What was given later says yes anew.
 */
export async function findSameConsents(
  ctx: Context,
  { data }: StoredDocument,
  input: {
    readonly until: string;
    readonly storedBy: Instant | undefined;
    readonly limit: number;
    readonly startAfter: readonly unknown[] | undefined;
  },
): Promise<SameConsents> {
  const hash = bcryptName(identifierOf(data['type']));
  const { until, storedBy = Number.NEGATIVE_INFINITY, limit, startAfter } = input;
  const page = await ctx.store.query(
    liveQuery(categoryRuleOf(ctx, marketingConsents), {
      collection: marketingConsents.id,
      tenant: ctx.tenant,
      where: [
        { field: hash, op: '==', value: data[hash] },
        { field: 'type', op: '==', value: data['type'] },
        { field: 'status', op: 'in', value: ['pending', 'confirmed'] },
      ],
      orderBy: newestFirst,
      limit,
      ...(startAfter && { startAfter }),
    }),
  );
  const end = (Date.parse(until) + 1) * microsPerMilli;
  const reached = page.filter(
    (each) =>
      Number(each.data['created_at']) < end || (each.times?.created ?? Infinity) <= storedBy,
  );
  return { page, reached };
}
