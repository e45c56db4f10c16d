import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { identifierOf } from './complete-consent.ts';

/**
 * One page of a person's consents. `reached` contains the consents to which the withdrawal applies.
 */
export type SameConsents = {
  readonly page: readonly StoredDocument[];
  readonly reached: readonly StoredDocument[];
};

/**
 * Finds a page of consents of the same person and type that are not withdrawn, newest first. The
 * search uses the stored hash of the given consent, so it computes no bcrypt hash. One query finds
 * pending and confirmed consents together. So a consent that is confirmed during the withdrawal is
 * found too. `reached` contains the consents that were created up to `until` (RFC 3339). It also
 * contains the consents that the database had stored by `storedBy`, a time of the database's clock.
 * A later consent is a new agreement, and the withdrawal does not change it.
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
