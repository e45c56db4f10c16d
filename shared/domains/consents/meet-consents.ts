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

/** How many consents of one person and type may be merged at once. */
const meetingMax = 200;

/** The result of a merge: the consent itself, and writes for others. */
export type Meeting = { readonly data: DocumentData; readonly writes: readonly Write[] };

function latestWithdrawal(consents: readonly DocumentData[]): string | undefined {
  const said = consents.flatMap((data) => [data['withdrawn_at'], data['overtaken_at']]);
  // These are RFC 3339 in UTC with milliseconds, so the order of the texts is the order of the
  // instants.
  return said
    .filter((at) => typeof at === 'string')
    .toSorted()
    .at(-1);
}

/** Lets the commit fail when the consent has changed since it was read. */
function guard({ ref, data, version }: StoredDocument): Write[] {
  const status = data['status'];
  return status === undefined ? [] : [{ kind: 'update', ref, data: { status }, version }];
}

/**
 * Merges a consent with others of the same person and type that were stored under another spelling.
 * Then a withdrawal of one also withdraws the others that were given until then. The commit also
 * requires the versions of the consents that it does not change, so that it misses no withdrawal.
 * @param data the consent with the hash that they share
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
