import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { comparedValuesMax } from '#shared/store/check-declared.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import { isLive } from '#shared/store/live.ts';
import { placeOf, type StoredDocument } from '#shared/store/store.ts';

const pageSize = 300;
/** The maximum number of simultaneous queries to the manager log. */
const askedAtOnce = 8;

/**
 * The part of an entry of the manager log that a person may know: when somebody viewed or changed
 * data of the person, and how. It does not contain the actor.
 */
export type LookedAt = {
  readonly at: Instant;
  /** The action in the manager log, for example `customers.read`. */
  readonly action: string;
  readonly outcome: string | undefined;
};

const wanted = ['created_at', 'expires_at', 'action', 'outcome', 'target'];

async function entriesAbout(ctx: Context, targets: readonly string[]): Promise<StoredDocument[]> {
  const query = {
    collection: managerLog.id,
    tenant: ctx.tenant,
    where: [{ field: 'target', op: 'in', value: targets } as const],
    orderBy: [],
    select: wanted,
    limit: pageSize,
  };
  const found: StoredDocument[] = [];
  for (;;) {
    const last = found.at(-1);
    const page = last === undefined ? query : { ...query, startAfter: placeOf(last, query) };
    const documents = await ctx.store.query(page);
    found.push(...documents);
    if (documents.length < pageSize) return found;
  }
}

/**
 * Finds entries of the manager log about these records and conversations, the oldest first. One
 * query searches for at most thirty ids, and nothing is decrypted. Entries about lists, searches
 * and whole exports contain no id of a record, so they are not found.
 */
export async function findLookedAt(ctx: Context, targets: readonly string[]): Promise<LookedAt[]> {
  const rule = categoryRuleOf(ctx, managerLog);
  const found: StoredDocument[] = [];
  for (const together of chunksOf(chunksOf(targets, comparedValuesMax), askedAtOnce)) {
    const answers = await Promise.all(together.map((ids) => entriesAbout(ctx, ids)));
    found.push(...answers.flat().filter((entry) => isLive(entry, rule)));
  }
  const entries = found.map(({ data }): LookedAt => {
    return {
      at: data['created_at'] as Instant,
      action: data['action'] as string,
      outcome: data['outcome'] as string | undefined,
    };
  });
  return entries.toSorted((left, right) => left.at - right.at);
}

/** Returns an entry in the form in which `data.json` shows it. */
export function renderLookedAt({ at, action, outcome }: LookedAt) {
  return { at: formatInstant(at), action, outcome: outcome ?? null };
}
