import * as z from 'zod';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import { ipAddress } from '#shared/categories/field-schemas.ts';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { type Changed, changeOnce, openChanged } from '#shared/records/change-once.ts';
import type { Context } from '#shared/records/context.ts';
import { describeRepeat, recordsOf } from '#shared/records/idempotency.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { getLive } from '#shared/records/read-record.ts';
import { rewriteRecord } from '#shared/records/rewrite-record.ts';
import { changedAt } from '#shared/records/written-when.ts';
import { expiryOf } from '#shared/settings/retention.ts';
import { requireStored } from '#shared/settings/settings.ts';

/** The IP address from which the person confirmed. */
export const confirmationSchema = z.strictObject({ ip: ipAddress.optional() });

/**
 * Confirms a pending consent (the second step of a double opt-in). Then the retention of confirmed
 * consents applies, counted from the consent's creation. If a consent is already confirmed, it does
 * not change. If the person has already withdrawn the consents of this type, the confirmation is
 * refused. A repeated request with the same `Idempotency-Key` gets the consent's present state.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `consent-withdrawn`,
 * `category-off`, `idempotency-mismatch`, `idempotency-record-gone`, `contention`
 */
export async function confirmConsent(
  ctx: Context,
  input: {
    readonly id: string;
    readonly body: unknown;
    readonly idempotencyKey?: string | undefined;
  },
): Promise<Changed> {
  const right = rightTo(`${marketingConsents.id}:write`);
  right(ctx);
  const { ip } = parse(confirmationSchema, input.body);
  const { id, idempotencyKey: key } = input;
  const body = { confirm: id, ip };
  const request = { ...recordsOf(ctx, marketingConsents), key, body, ids: [id] };
  const repeat = await describeRepeat(ctx, request);
  const effect = await changeOnce(ctx, { repeat, right }, async (now, remember) => {
    const document = await getLive(now, marketingConsents, id);
    const previous = await openRecord(now, marketingConsents, document);
    const marks = remember();
    if (previous.fields['status'] === 'confirmed') {
      if (marks.length > 0) await now.commit(marks);
      return previous;
    }
    const isOvertaken = document.data['overtaken_at'] !== undefined;
    if (isOvertaken || previous.fields['status'] === 'withdrawn')
      throw new Problem('consent-withdrawn');
    const fields = {
      ...previous.fields,
      status: 'confirmed',
      confirmed_at: formatInstant(changedAt(now, previous)),
      ...(ip !== undefined && { confirmed_ip: ip }),
    };
    const expiresAt = expiryOf(now.settings, marketingConsents, fields, previous.createdAt);
    const next = { ...previous, fields, expiresAt };
    // While the category is switched off, a confirmation must not make a consent expire later.
    if (expiresAt > previous.expiresAt) requireStored(now, marketingConsents);
    const own = { writes: marks };
    return rewriteRecord(now, marketingConsents, document, previous, next, [], own);
  });
  return openChanged(ctx, marketingConsents, effect);
}
