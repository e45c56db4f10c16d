import { microsPerMilli } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { identifierOf } from './complete-consent.ts';

/**
 * What the person of a consent has given of its type up to an instant (RFC 3339) and not withdrawn, the newest first:
 * found by the hash that the consent holds, so that no bcrypt hash is computed. One query sees pending and confirmed
 * ones, so that none which becomes confirmed meanwhile is missed. What was given later says yes anew.
 */
export async function findSameConsents(
  ctx: Context,
  { data }: StoredDocument,
  input: {
    readonly until: string;
    readonly limit: number;
    readonly startAfter: readonly unknown[] | undefined;
  },
): Promise<StoredDocument[]> {
  const hash = bcryptName(identifierOf(data['type']));
  const { until, limit, startAfter } = input;
  return ctx.store.query(
    liveQuery(categoryRuleOf(ctx, marketingConsents), {
      collection: marketingConsents.id,
      tenant: ctx.tenant,
      where: [
        { field: hash, op: '==', value: data[hash] },
        { field: 'type', op: '==', value: data['type'] },
        { field: 'status', op: 'in', value: ['pending', 'confirmed'] },
        { field: 'created_at', op: '<', value: (Date.parse(until) + 1) * microsPerMilli },
      ],
      orderBy: newestFirst,
      limit,
      ...(startAfter && { startAfter }),
    }),
  );
}
