import { requireRead } from '#shared/access/scope.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import type { Context } from '#shared/records/context.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { Filter } from '#shared/store/store.ts';
import { endsSoon, notExported, provingStates, soonDays } from './ending.ts';
import { readExportedUpTo } from './note-export.ts';

const { type, status } = marketingConsents.fields;
export const consentTypes = type.schema.options;
export const consentStates = status.schema.options;

type State = (typeof consentStates)[number];

export type ConsentSummary = {
  /** The number of live consents of each type, by their status. */
  readonly items: readonly ({ readonly type: (typeof consentTypes)[number] } & {
    readonly [state in State]: number;
  })[];
  readonly ends_soon: {
    readonly within_days: number;
    /** The number of confirmed and withdrawn consents that end soon. */
    readonly count: number;
    /** How many of the consents that end soon were never part of a complete export. */
    readonly never_exported: number;
  };
  /**
   * All consents that were created up to this instant were exported. The instant is null if there
   * was no export, or if all exported consents have expired or are hidden by a fence.
   */
  readonly exported_up_to: string | null;
};

const stateIs = (value: State): Filter => ({ field: 'status', op: '==', value });

function countLive(ctx: Context, where: readonly Filter[]): Promise<number> {
  return ctx.store.count(
    liveQuery(categoryRuleOf(ctx, marketingConsents), {
      collection: marketingConsents.id,
      tenant: ctx.tenant,
      where,
      orderBy: newestFirst,
    }),
  );
}

async function countProving(ctx: Context, where: readonly Filter[]): Promise<number> {
  const counts = await Promise.all(
    provingStates.map((each) => countLive(ctx, [stateIs(each), ...where])),
  );
  return counts.reduce((sum, each) => sum + each, 0);
}

/**
 * Counts the live consents of each type by status. It also counts the consents that end soon, and
 * how many of these were never exported. It uses nineteen count queries and one read, for any
 * number of consents. The queries run at slightly different instants, so the numbers may not match
 * exactly.
 * @throws Problem `scope-missing`
 */
export async function summariseConsents(ctx: Context): Promise<ConsentSummary> {
  // The answer contains no personal data. So the right `overview` is enough, and every role has it.
  if (!ctx.scopes.has('overview')) requireRead(ctx.scopes, marketingConsents.id);
  const soon = endsSoon(ctx.now());
  const exportedUpTo = await readExportedUpTo(ctx);
  const ofType = async (name: (typeof consentTypes)[number]) => {
    const isType: Filter = { field: 'type', op: '==', value: name };
    const [pending = 0, confirmed = 0, withdrawn = 0] = await Promise.all(
      consentStates.map((each) => countLive(ctx, [isType, stateIs(each)])),
    );
    return { type: name, pending, confirmed, withdrawn };
  };
  const [items, count, neverExported] = await Promise.all([
    Promise.all(consentTypes.map(ofType)),
    countProving(ctx, [soon]),
    countProving(ctx, [soon, ...notExported(exportedUpTo)]),
  ]);
  return {
    items,
    ends_soon: { within_days: soonDays, count, never_exported: neverExported },
    exported_up_to: exportedUpTo === undefined ? null : formatInstant(exportedUpTo),
  };
}
