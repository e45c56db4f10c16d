import * as z from 'zod';
import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightToWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { intentName } from '#shared/categories/field-schemas.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { openConditions, type Preconditions, tagOf } from '#shared/records/precondition.ts';
import { getLive } from '#shared/records/read-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isRecordId } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import { countReviews } from './count-reviews.ts';

/**
 * A person's judgement of a message's classification. If the verdict is `corrected`, the judgement
 * contains the correct intent.
 */
export const reviewSchema = z
  .strictObject({
    verdict: nluMessages.fields.verdict.schema,
    intent: intentName.optional(),
  })
  .refine(({ verdict, intent }) => (verdict === 'corrected') === (intent !== undefined), {
    path: ['intent'],
    params: {
      rule: 'required if the verdict is corrected, and not allowed with any other verdict',
    },
  });

/** The fields of a message that contain its review. */
export const reviewFields = { reviewed: true, verdict: true, corrected_intent: true } as const;

function withoutReview({
  verdict: _verdict,
  corrected_intent: _intent,
  ...data
}: DocumentData): DocumentData {
  return data;
}

/**
 * Returns the plain fields that store a review. If `review` is null, these fields mark the message
 * as not reviewed.
 */
function fieldsOf(review: z.infer<typeof reviewSchema> | null): DocumentData {
  if (review === null) return { reviewed: false };
  const { verdict, intent } = review;
  return { reviewed: true, verdict, ...(intent !== undefined && { corrected_intent: intent }) };
}

const mayReview = rightToWork(nluMessages.id);

const isSame = (before: DocumentData, after: DocumentData) =>
  Object.keys(reviewFields).every((name) => after[name] === before[name]);

/**
 * Returns the writes that store a review in several messages, and the writes that change the
 * counts.
 */
async function reviewWrites(
  now: CheckedContext,
  documents: readonly StoredDocument[],
  review: DocumentData,
): Promise<Write[]> {
  const changed = documents
    .map((document) => ({ document, data: { ...withoutReview(document.data), ...review } }))
    .filter(({ document, data }) => !isSame(document.data, data));
  const counts = await countReviews(
    now,
    changed.map(({ document, data }) => ({
      createdAt: data['created_at'] as Instant,
      before: document.data,
      after: data,
    })),
  );
  const writes = changed.map(
    ({ document: { ref, version }, data }): Write => ({ kind: 'replace', ref, data, version }),
  );
  return [...writes, ...counts];
}

/** Stores or removes the review of a message. The message's encrypted fields do not change. */
async function writeReview(
  ctx: Context,
  { id, preconditions }: { readonly id: string; readonly preconditions?: Preconditions },
  review: DocumentData,
): Promise<ClearRecord> {
  const conditions = openConditions(preconditions);
  return retryChecked(ctx, mayReview, async (now, attempt) => {
    const document = await getLive(now, nluMessages, id);
    const data = { ...withoutReview(document.data), ...review };
    // If an earlier attempt made this change and its answer was lost, the preconditions of the
    // request are not checked again.
    if (attempt === 0 || !isSame(document.data, data)) conditions.check(document);
    const record = await openRecord(now, nluMessages, { ...document, data });
    const writes = await reviewWrites(now, [document], review);
    if (writes.length === 0) return record;
    const [version] = await now.commit(writes);
    return { ...record, ...tagOf({ ref: document.ref, data }, version) };
  });
}

/**
 * Stores a person's judgement of a message's classification. A later review replaces an earlier
 * one. If several people review a message at the same time, the last review is stored. The intent
 * that the classifier gave does not change.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `precondition-failed`,
 * `contention`
 */
export async function reviewMessage(
  ctx: Context,
  input: { readonly id: string; readonly body: unknown; readonly preconditions?: Preconditions },
): Promise<ClearRecord> {
  mayReview(ctx);
  return writeReview(ctx, input, fieldsOf(parse(reviewSchema, input.body)));
}

/**
 * Removes a review. A message without a review does not change.
 * @throws Problem `scope-missing`, `record-not-found`, `precondition-failed`, `contention`
 */
export async function withdrawReview(
  ctx: Context,
  input: { readonly id: string; readonly preconditions?: Preconditions },
): Promise<void> {
  await writeReview(ctx, input, fieldsOf(null));
}

/** The most messages that one request may review. */
export const reviewedAtOnceMax = 100;

/** The same judgement for several messages. If `review` is null, their reviews are removed. */
export const reviewsSchema = z.strictObject({
  ids: z.array(z.string()).min(1).max(reviewedAtOnceMax),
  review: reviewSchema.nullable(),
});

/**
 * The results for the messages of a request. `missing` contains the ids for which there is no live
 * message.
 */
export type ReviewedMany = { readonly reviewed: number; readonly missing: readonly string[] };

/**
 * Stores the same judgement for several messages in one commit, or removes their reviews. The
 * result lists the ids without a live message. The change applies to all other messages.
 * @throws Problem `scope-missing`, `validation-failed`, `contention`
 */
export async function reviewMany(
  ctx: Context,
  input: { readonly body: unknown },
): Promise<ReviewedMany> {
  mayReview(ctx);
  const { ids, review } = parse(reviewsSchema, input.body);
  const wanted = [...new Set(ids)];
  const refs = wanted
    .filter(isRecordId)
    .map((id) => ({ tenant: ctx.tenant, collection: nluMessages.id, id }));
  return retryChecked(ctx, mayReview, async (now) => {
    const rule = categoryRuleOf(now, nluMessages);
    const found = refs.length === 0 ? [] : await now.store.getAll(refs);
    const live = found.filter((document) => isLive(document, rule));
    const writes = await reviewWrites(now, live, fieldsOf(review));
    if (writes.length > 0) await now.commit(writes);
    const there = new Set(live.map(({ ref }) => ref.id));
    return { reviewed: live.length, missing: wanted.filter((id) => !there.has(id)) };
  });
}
