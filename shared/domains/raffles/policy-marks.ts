import type { Instant } from '#shared/base/time/instant.ts';
import { periodOf } from '#shared/base/time/policy-period.ts';
import { uniqueMarks } from '#shared/records/collections.ts';
import type { Context } from '#shared/records/context.ts';
import type { Mark } from '#shared/records/record-marks.ts';
import { settledMicros } from '#shared/settings/late-writes.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { Raffle } from './raffle.ts';

/** What a policy needs to know about a participation. `person` is the lookup hash of the email. */
export type Entrance = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly person: string;
};

/**
 * Returns the mark that prevents a second participation of a person in the same period of the
 * policy. The mark is deleted with the participation. It expires a minute after the end of the
 * period, or with the participation if the participation expires earlier. During this minute, a
 * process with a slow clock or a slow commit may still store a participation of the ended period.
 * The mark is stored like the uniqueness mark of a field.
 */
export async function policyMarksOf(
  ctx: Context,
  raffle: Pick<Raffle, 'id' | 'policy'>,
  { id: recordId, createdAt, expiresAt, person }: Entrance,
): Promise<Mark[]> {
  const period = periodOf(raffle.policy, createdAt);
  if (period === undefined) return [];
  const parts = [raffle.id, period.name, person];
  const id = await ctx.lookup.mark(ctx.tenant, 'raffle-policy', parts);
  const data = {
    record_id: recordId,
    created_at: createdAt,
    basis_at: createdAt,
    expires_at: Math.min(expiresAt, period.end + settledMicros),
    purge_shard: purgeShard(id, ctx.purgeShards),
  };
  return [{ ref: { tenant: ctx.tenant, collection: uniqueMarks.id, id }, data }];
}
