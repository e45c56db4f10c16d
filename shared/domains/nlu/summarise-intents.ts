import { requireRead } from '#shared/access/scope.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { decodeCursor, encodeCursor } from '#shared/records/cursor.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { liveQuery } from '#shared/store/live.ts';
import type { Filter, Order } from '#shared/store/store.ts';
import { findIntents } from './find-intents.ts';

/**
 * How well messages were classified. A figure is null if there are no messages or no reviews from
 * which it can be calculated.
 */
export type Figures = {
  readonly count: number;
  /** The average confidence of the messages that have a confidence. */
  readonly mean_confidence: number | null;
  readonly reviewed: number;
  readonly right: number;
  /**
   * Messages with the verdict `corrected`. Reviewed messages that are neither `right` nor
   * `corrected` have the verdict `wrong`, or none: a caller can store a new message as reviewed
   * without a verdict.
   */
  readonly corrected: number;
  /** The share of the reviewed messages that have the verdict `right`. */
  readonly accuracy: number | null;
};

export type IntentSummary = {
  /** The figures of all messages, including messages without an intent. */
  readonly total: Figures;
  readonly items: readonly ({ readonly intent: string } & Figures)[];
  readonly next_cursor: string | null;
};

export type SummaryInput = {
  /** Filters of the summary, for example one experience. */
  readonly filters: readonly Filter[];
  readonly page: { readonly limit: number; readonly cursor?: string | undefined };
};

const confidenceOrder: readonly Order[] = [
  ...newestFirst,
  { field: 'confidence', direction: 'desc' },
];

const isReviewed: Filter = { field: 'reviewed', op: '==', value: true };
const noId = '0'.repeat(32);

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10_000) / 10_000;
}

async function reckon(ctx: Context, filters: readonly Filter[]): Promise<Figures> {
  const live = (more: readonly Filter[], orderBy = newestFirst) =>
    liveQuery(categoryRuleOf(ctx, nluMessages), {
      collection: nluMessages.id,
      tenant: ctx.tenant,
      where: [...filters, ...more],
      orderBy,
    });
  const [count, { average }, reviewed] = await Promise.all([
    ctx.store.count(live([])),
    ctx.store.aggregate(live([], confidenceOrder), 'confidence'),
    ctx.store.count(live([isReviewed])),
  ]);
  const countOf = async (value: string) =>
    reviewed === 0 ? 0 : ctx.store.count(live([isReviewed, { field: 'verdict', op: '==', value }]));
  const [right, corrected] = await Promise.all([countOf('right'), countOf('corrected')]);
  const accuracy = reviewed === 0 ? null : rounded(right / reviewed);
  return { count, mean_confidence: rounded(average), reviewed, right, corrected, accuracy };
}

/**
 * Returns the scope of a cursor: the tenant and the filters. A cursor is valid only in its scope.
 */
function scopeOf(ctx: Context, { filters }: SummaryInput): readonly string[] {
  const named = filters.map(({ field, value }) => `${field}=${String(value)}`);
  return [ctx.tenant, 'nlu_summary', ...named];
}

/** A page of intents, with their names only. Each intent costs one query of one document. */
async function pageOfIntents(ctx: Context, input: SummaryInput) {
  // The answer contains only names of intents and numbers, so each person with a role may see it.
  // An API key has no role, so it needs the right to read messages.
  if (!ctx.scopes.has('overview')) requireRead(ctx.scopes, nluMessages.id);
  const { filters, page } = input;
  const scope = scopeOf(ctx, input);
  const [after] = page.cursor === undefined ? [] : decodeCursor(scope, ['intent'], page.cursor);
  const found = await findIntents(ctx, {
    filters,
    after: after as string | undefined,
    limit: page.limit + 1,
  });
  const intents = found.slice(0, page.limit);
  const hasMore = found.length > page.limit;
  return { intents, next_cursor: hasMore ? encodeCursor(scope, [intents.at(-1), noId]) : null };
}

/**
 * Lists the names of the intents of live messages in alphabetical order, page by page. Each intent
 * costs one query of one document. The list contains no figures.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function listIntents(ctx: Context, input: SummaryInput) {
  const { intents, next_cursor } = await pageOfIntents(ctx, input);
  return { items: intents.map((intent) => ({ intent })), next_cursor };
}

/**
 * Summarises how well the live messages of each intent were classified, by aggregation. For each
 * intent it reads one document, however many messages the intent has. Intents come in alphabetical
 * order, page by page. The queries run at slightly different instants, so the numbers may not fit
 * together exactly.
 * @throws Problem `scope-missing`, `cursor-invalid`
 */
export async function summariseIntents(ctx: Context, input: SummaryInput): Promise<IntentSummary> {
  const { filters } = input;
  const { intents, next_cursor } = await pageOfIntents(ctx, input);
  const [total, ...figures] = await Promise.all([
    reckon(ctx, filters),
    ...intents.map((intent) =>
      reckon(ctx, [...filters, { field: 'intent', op: '==', value: intent }]),
    ),
  ]);
  const items = figures.map((each, index) => ({ intent: intents[index] ?? '', ...each }));
  return { total, items, next_cursor };
}
