import * as z from 'zod';
import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightToWork } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { intentName } from '#shared/categories/field-schemas.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { getLive } from '#shared/records/read-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import type { DocumentData } from '#shared/store/store.ts';

/** The result of a person's review. `corrected` names the intent that would have been right. */
export const reviewSchema = z
  .strictObject({
    verdict: nluMessages.fields.verdict.schema,
    intent: intentName.optional(),
  })
  .refine(({ verdict, intent }) => (verdict === 'corrected') === (intent !== undefined), {
    path: ['intent'],
    params: { rule: 'with the verdict corrected, and only with it' },
  });

/** Fields of a record that say how it was reviewed. */
export const reviewFields = { reviewed: true, verdict: true, corrected_intent: true } as const;

function withoutReview({
  verdict: _verdict,
  corrected_intent: _intent,
  ...data
}: DocumentData): DocumentData {
  return data;
}

const mayReview = rightToWork(nluMessages.id);

/** Changes the plain fields of a review in one commit. Encrypted fields stay as they are. */
async function writeReview(ctx: Context, id: string, review: DocumentData): Promise<ClearRecord> {
  return retryChecked(ctx, mayReview, async (now) => {
    const document = await getLive(now, nluMessages, id);
    const data = { ...withoutReview(document.data), ...review };
    const record = await openRecord(now, nluMessages, { ...document, data });
    const isSame = Object.keys(reviewFields).every((name) => data[name] === document.data[name]);
    const { ref, version } = document;
    if (!isSame) await now.commit([{ kind: 'replace', ref, data, version }]);
    return record;
  });
}

/**
 * Stores what a person found about a message's classification. A later review replaces it, and of
 * simultaneous reviews the last counts. The model's own intent stays.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `contention`
 */
export async function reviewMessage(
  ctx: Context,
  input: { readonly id: string; readonly body: unknown },
): Promise<ClearRecord> {
  mayReview(ctx);
  const { verdict, intent } = parse(reviewSchema, input.body);
  const corrected = intent === undefined ? {} : { corrected_intent: intent };
  return writeReview(ctx, input.id, { reviewed: true, verdict, ...corrected });
}

/** Takes a review back; a message that has none stays as it is. @throws Problem `scope-missing`, `record-not-found`, `contention` */
export async function withdrawReview(ctx: Context, input: { readonly id: string }): Promise<void> {
  await writeReview(ctx, input.id, { reviewed: false });
}
