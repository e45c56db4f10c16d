import * as z from 'zod';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { type Ledger, openLedger } from '#shared/ledger/open-ledger.ts';
import {
  type Changed,
  changeOnce,
  openChanged,
  type Remember,
} from '#shared/records/change-once.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { describeRepeat, recordsOf } from '#shared/records/idempotency.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { tagOf } from '#shared/records/precondition.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { findPlaces } from '#shared/records/restriction/find-places.ts';
import { asRecord, isRestricted } from '#shared/records/restriction/restricted-record.ts';
import { recordNotices } from '#shared/records/tell-recipients.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { isLive } from '#shared/store/live.ts';
import { placeOf, type StoredDocument, type Write } from '#shared/store/store.ts';
import { findSameConsents } from './find-same-consents.ts';
import { withdrawn, writesFor } from './withdrawn.ts';

/** The body of a withdrawal. It may contain a reason, which is a value of a short list. */
export const withdrawalSchema = z.strictObject({
  reason: marketingConsents.fields.withdrawal_reason.schema.optional(),
});

/** The most consents that one commit withdraws. */
export const withdrawnAtOnceMax = 100;

/**
 * Finds a live consent, or else the restricted consent with this id. A person may withdraw a
 * restricted consent too (Art. 7(3) GDPR).
 */
async function findGiven(ctx: CheckedContext, id: string) {
  const { record, restricted } = await findPlaces(ctx, marketingConsents, id);
  if (isLive(record, categoryRuleOf(ctx, marketingConsents))) return { document: record };
  if (!isRestricted(ctx, marketingConsents, restricted)) throw new Problem('record-not-found');
  return { document: restricted, isHidden: true };
}

/**
 * The answer about a restricted consent. It contains only the type, the state and times, because
 * the restriction hides the rest.
 */
function stateOf({ ref, data }: StoredDocument): ClearRecord {
  const { type, status, withdrawn_at } = data;
  return {
    id: ref.id,
    createdAt: data['created_at'] as Instant,
    expiresAt: data['expires_at'] as Instant,
    basisAt: data['created_at'] as Instant,
    fields: { type, status, withdrawn_at },
  };
}

/**
 * Creates the notices that tell recipients which consents are withdrawn. The request names one
 * consent. In each notice, hashes of this consent's identifiers identify the person.
 */
function tell(ctx: CheckedContext, document: StoredDocument, ids: readonly string[]) {
  const others = ids.filter((id) => id !== document.ref.id);
  const record = asRecord(marketingConsents, document);
  return recordNotices(ctx, 'consent_withdrawn', marketingConsents, record, others);
}

/**
 * The withdrawal by one request. If an earlier request has already withdrawn the consent with this
 * `id`, `storedBy` is undefined. Otherwise `storedBy` is the time at which the request read the
 * consent, by the clock of the database.
 */
type Withdrawal = {
  readonly id: string;
  readonly reason: string | undefined;
  storedBy: Instant | undefined;
};

/**
 * Makes one commit of the withdrawal. The last commit stores the idempotency mark of the request.
 * @returns the record, and where the next commit continues, if another commit is needed
 */
async function withdrawSome(
  ctx: CheckedContext,
  ledger: Ledger,
  withdrawal: Withdrawal,
  startAfter: readonly unknown[] | undefined,
  remember: Remember,
) {
  const { id } = withdrawal;
  const { document, isHidden = false } = await findGiven(ctx, id);
  const { ref, version, times } = document;
  const isNew = document.data['withdrawn_at'] === undefined;
  const data = isNew
    ? withdrawn(document.data, formatInstant(ctx.now()), withdrawal.reason)
    : document.data;
  if (isNew) withdrawal.storedBy = times?.read;
  const at = data['withdrawn_at'] as string;
  const reason = data['withdrawal_reason'];
  const changed = { ...document, data };
  const opened = isHidden ? stateOf(changed) : await openRecord(ctx, marketingConsents, changed);
  const limit = withdrawnAtOnceMax;
  const input = { until: at, storedBy: withdrawal.storedBy, limit, startAfter };
  const { page, reached } = await findSameConsents(ctx, document, input);
  const others = reached
    .filter((each) => each.ref.id !== id)
    .flatMap((each) => writesFor(each, at, reason));
  const reachedRefs = others.map((write) => write.ref);
  const deed = { kind: 'withdrawal', consent: ref, others: reachedRefs, at } as const;
  const own: Write[] = isNew ? [{ kind: 'replace', ref, data, version }] : [];
  const last = page.length < limit ? undefined : page.at(-1);
  // For a restricted consent no idempotency mark is stored. With the mark, a repeated request would
  // try to read the consent, and fail. Without the mark, the repeated request withdraws the consent
  // again, which changes nothing.
  const isRemembered = last === undefined && !isHidden;
  const changedIds = [...own, ...others].map((write) => write.ref.id);
  const told = changedIds.length === 0 ? [] : await tell(ctx, document, changedIds);
  const writes = [...own, ...others, ...(isRemembered ? remember() : []), ...told];
  const isNothing = own.length + others.length === 0;
  const versions = await (isNothing ? ctx.commit(writes) : ledger.commit(ctx, deed, writes));
  const isTagged = own.length > 0 && !isHidden;
  const record = isTagged ? { ...opened, ...tagOf(changed, versions[0]) } : opened;
  return { record, next: last && placeOf(last, { orderBy: newestFirst, tenant: ctx.tenant }) };
}

/**
 * Withdraws a consent, and all other confirmed consents of its type that the person gave before the
 * withdrawal, because a person withdraws from a purpose, not from a single record. Other pending
 * consents of this type are marked, and can no longer be confirmed. If the request contains a
 * reason, the withdrawn consents store it. A withdrawn consent is kept as proof until its expiry,
 * which does not change. If a consent is withdrawn again, the time of the first withdrawal stays.
 * If a withdrawal was killed, a repeated request completes it. A repeated request with the same
 * `Idempotency-Key` gets the consent's present state. For a restricted consent the answer contains
 * only its type, state and times.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `idempotency-mismatch`,
 * `idempotency-record-gone`, `contention`
 */
export async function withdrawConsent(
  ctx: Context,
  input: {
    readonly id: string;
    readonly body?: unknown;
    readonly idempotencyKey?: string | undefined;
  },
): Promise<Changed> {
  const right = rightTo(`${marketingConsents.id}:write`);
  right(ctx);
  const { id, body: said = {}, idempotencyKey: key } = input;
  const { reason } = parse(withdrawalSchema, said);
  const body = { withdraw: id, ...(reason !== undefined && { reason }) };
  const request = { ...recordsOf(ctx, marketingConsents), key, body, ids: [id] };
  const repeat = await describeRepeat(ctx, request);
  const ledger = openLedger(ctx);
  const withdrawal: Withdrawal = { id, reason, storedBy: undefined };
  for (let place: readonly unknown[] | undefined; ; ) {
    const startAfter = place;
    const effect = await changeOnce(ctx, { repeat, right }, (now, remember) =>
      withdrawSome(now, ledger, withdrawal, startAfter, remember),
    );
    if (effect.by === 'earlier request') return openChanged(ctx, marketingConsents, effect);
    const { record, next } = effect.answer;
    if (next === undefined) return { record, replayed: false };
    place = next;
  }
}
