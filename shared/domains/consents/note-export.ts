import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import type { Context } from '#shared/records/context.ts';
import { settledMicros } from '#shared/settings/late-writes.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { expiryOf } from '#shared/settings/retention.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import { createOrReplace, type DocumentRef } from '#shared/store/store.ts';
import { consentExports } from './collections.ts';

/** The one document of a tenant about its last complete export of consents. */
function exportRef(tenant: string): DocumentRef {
  return { tenant, collection: consentExports.id, id: 'latest' };
}

/**
 * Returns the instant up to which all consents were exported. This costs one read. Returns
 * undefined if there was no export, or if all exported consents have expired or are hidden by a
 * fence.
 */
export async function readExportedUpTo(ctx: Context): Promise<Instant | undefined> {
  const found = await ctx.store.get(exportRef(ctx.tenant));
  if (!isLive(found, liveRuleOf(ctx, consentExports))) return undefined;
  return found.data['created_at'] as Instant;
}

/**
 * Stores when a complete export of all consents began. This costs one read and at most one commit.
 * A consent can be stored up to a minute after its `created_at`. So consents from the last minute
 * before the export do not count as exported. If two exports overlap, only the time of the export
 * that began later is kept.
 * @param beganAt when the export read its first page
 * @throws Problem `scope-missing`, `contention`
 */
export function noteExport(ctx: Context, beganAt: Instant): Promise<void> {
  const upTo = beganAt - settledMicros;
  return retryChecked(ctx, rightTo(`${marketingConsents.id}:export`), async (now) => {
    const ref = exportRef(now.tenant);
    const found = await now.store.get(ref);
    if (found !== undefined && (found.data['created_at'] as Instant) >= upTo) return;
    const data = {
      created_at: upTo,
      expires_at: expiryOf(now.settings, marketingConsents, { status: 'confirmed' }, upTo),
      purge_shard: purgeShard(ref.id, now.purgeShards),
    };
    await now.commit([createOrReplace(ref, data, found)]);
  });
}
