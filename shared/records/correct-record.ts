import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { correctionSchema } from '#shared/categories/record-schema.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import { requireStored } from '#shared/settings/settings.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { CheckedContext, Context } from './context.ts';
import { correctedAt, isPersonalChange, nextCorrection, withCorrection } from './corrected-when.ts';
import { identifyPatch } from './identify-conversations.ts';
import { checkPhones } from './lookup-form.ts';
import { checkPatched, patchFields } from './merge-patch.ts';
import { type NotedChange, noteExpiry, notingFirst } from './moved-expiry.ts';
import { openRecord } from './open-record.ts';
import { requireOwnExpiry, takeOwnExpiry } from './own-expiry.ts';
import { openConditions, type Preconditions } from './precondition.ts';
import { getLive } from './read-record.ts';
import type { ClearRecord, Fields } from './record.ts';
import { asChanged, type Revise } from './revise.ts';
import { type OwnRewrite, rewriteRecord } from './rewrite-record.ts';
import { correctionNotices } from './tell-recipients.ts';
import { changedAt, datedAt } from './written-when.ts';

/**
 * Makes the writes and marks that a category's own function adds to a correction, see {@link
 * OwnRewrite}. It can also refuse the correction with an error.
 */
export type RewriteOwn = (
  now: CheckedContext,
  document: StoredDocument,
  previous: ClearRecord,
  next: ClearRecord,
) => Promise<OwnRewrite>;
/**
 * Returns the corrected fields, and sets the values that Mayfly changes as a consequence of the
 * correction.
 * @throws Problem if the fields contradict each other
 */
export type CompleteCorrection = (ctx: Context, corrected: Fields, correction: Fields) => Fields;

/**
 * Tells what the ledger must note if a correction changes encrypted fields. With this note, a
 * restored backup does not show the wrong values again.
 */
function noteCorrection(document: StoredDocument, begun: Instant): NotedChange {
  const at = nextCorrection(document, begun);
  const deed = { kind: 'correction', record: document.ref, at } as const;
  return { deeds: [deed], dated: withCorrection(document, at) };
}

/**
 * Corrects fields of a record (Art. 16 GDPR) by a JSON Merge Patch (RFC 7396). Each attempt applies
 * the patch to the record's present state. `null` removes a field that is not required. The expiry
 * changes only if the patch contains a new expiry, which only some categories allow. Before the
 * record changes, the ledger notes an earlier expiry (see {@link noteExpiry}), and a correction of
 * an encrypted field. If an encrypted field changes, recipients also get a notice.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `already-exists`,
 * `precondition-failed`, `category-off`, `batch-too-large`, `contention`; DecryptionError
 */
export async function correctRecord(
  ctx: Context,
  input: {
    readonly category: Category;
    readonly id: string;
    readonly body: unknown;
    readonly rewriteOwn?: RewriteOwn;
    readonly complete?: CompleteCorrection | undefined;
    readonly revise?: Revise | undefined;
    readonly preconditions?: Preconditions | undefined;
  },
): Promise<ClearRecord> {
  const { category, id, complete = (_ctx, fields) => fields, revise = asChanged } = input;
  const right = rightTo(`${category.id}:write`);
  right(ctx);
  const identified = await identifyPatch(ctx, category, input.body);
  const correction = parse(correctionSchema(category), identified);
  await checkPhones(ctx, category, correction);
  const begun = ctx.now();
  const ledger = openLedger(ctx, (document) => (correctedAt(document) ?? 0) < begun);
  const conditions = openConditions(input.preconditions);
  const correcting = retryChecked(ctx, right, async (checked) => {
    const now = conditions.noting(checked);
    const document = await getLive(now, category, id);
    conditions.check(document);
    const previous = await openRecord(now, category, document);
    const wanted = takeOwnExpiry(now, category, correction);
    requireOwnExpiry(now, category, wanted, previous.createdAt);
    const { expiryPointer: _pointer, fields, ...ownExpiry } = wanted;
    // If the category is switched off, the correction may not make the expiry later.
    if ((ownExpiry.expiresAt ?? 0) > previous.expiresAt) requireStored(now, category);
    const patched = patchFields(category, previous.fields, fields);
    checkPatched(category, patched, fields);
    const completed = complete(now, patched, fields);
    const dated = datedAt(completed, changedAt(now, previous));
    const changed = { ...previous, ...ownExpiry, fields: dated };
    const next = revise(now, previous, changed);
    const ownRewrite = await input.rewriteOwn?.(now, document, previous, next);
    const corrected = isPersonalChange(category, previous, next)
      ? noteCorrection(document, begun)
      : { deeds: [], dated: document };
    const moved = noteExpiry(now, corrected.dated, ownExpiry.expiresAt);
    const writing = notingFirst(now, ledger, [...corrected.deeds, ...moved.deeds]);
    const told = await correctionNotices(now, category, previous, next);
    const writes = [...(ownRewrite?.writes ?? []), ...told];
    const own =
      ownRewrite === undefined && told.length === 0 ? undefined : { ...ownRewrite, writes };
    return rewriteRecord(writing, category, moved.dated, previous, next, [], own);
  });
  return ledger.close(correcting);
}
