import { microsPerMilli } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import { identifierOf } from './complete-consent.ts';
import { overtaken, writesFor } from './withdrawn.ts';

/** A merge reads at most this many consents with the same identifier, of all types together. */
const meetingMax = 200;

/**
 * The result of a merge: the data of the merged consent, and the writes for the person's other
 * consents.
 */
export type Meeting = { readonly data: DocumentData; readonly writes: readonly Write[] };

function latestWithdrawal(consents: readonly DocumentData[]): string | undefined {
  const said = consents.flatMap((data) => [data['withdrawn_at'], data['overtaken_at']]);
  // All times are RFC 3339 in UTC with milliseconds. So the alphabetical order is the order in
  // time.
  return said
    .filter((at) => typeof at === 'string')
    .toSorted()
    .at(-1);
}

/** Returns a write that makes the commit fail if the consent has changed since it was read. */
function guard({ ref, data, version }: StoredDocument): Write[] {
  const status = data['status'];
  return status === undefined ? [] : [{ kind: 'update', ref, data: { status }, version }];
}

/**
 * Merges a consent with the person's other consents of the same type. This happens when a
 * restriction is lifted, or when the sweep `rekey` computes the consent's hashes again. Among the
 * withdrawals of these consents, the merge finds the latest. It applies this withdrawal to each
 * consent that was created up to the time of the withdrawal. A confirmed consent is then withdrawn,
 * and a pending consent can never be confirmed. The other consents may contain another spelling of
 * the person's identifier. The commit fails if one of the consents has changed since it was read.
 * So no simultaneous withdrawal is lost.
 * @param data the data of the consent as it will be stored. The hash of its identifier finds the
 * other consents
 */
export async function meetConsents(
  ctx: Context,
  { ref }: StoredDocument,
  data: DocumentData,
): Promise<Meeting> {
  const name = bcryptName(identifierOf(data['type']));
  const found = await ctx.store.query(
    liveQuery(categoryRuleOf(ctx, marketingConsents), {
      collection: marketingConsents.id,
      tenant: ctx.tenant,
      where: [{ field: name, op: '==' as const, value: data[name] }],
      orderBy: newestFirst,
      limit: meetingMax,
    }),
  );
  const others = found.filter(
    (each) => each.ref.id !== ref.id && each.data['type'] === data['type'],
  );
  const at = latestWithdrawal([data, ...others.map((each) => each.data)]);
  if (at === undefined) return { data, writes: others.flatMap(guard) };
  const end = (Date.parse(at) + 1) * microsPerMilli;
  const isReached = (each: DocumentData) => Number(each['created_at']) < end;
  const writes = others.flatMap((each) => {
    const changed = isReached(each.data) ? writesFor(each, at) : [];
    return changed.length > 0 ? changed : guard(each);
  });
  return { data: (isReached(data) && overtaken(data, at)) || data, writes };
}
