import * as z from 'zod';
import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import { type StatementKind, tryOpenStatement } from '#shared/manager-log/sign-statement.ts';
import type { DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { expiryDays } from '#shared/subjects/receipts/collections.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';

const count = z.int().nonnegative();
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/**
 * What was counted when a day began. It is signed, because every function could write a forged one.
 */
const payload = z.strictObject({
  format: z.literal('mayfly-expiry-plan-1'),
  tenant: z.string(),
  day,
  counted_at: z.string(),
  due: z.array(z.strictObject({ category: z.string(), count })),
  /** Data keys whose time comes by the end of the day. */
  keys: z.array(z.strictObject({ category: z.string(), key: z.string() })),
});

export type DayPlan = z.infer<typeof payload>;

export const dayPlanKind: StatementKind<DayPlan> = { type: 'mayfly-expiry-plan+jws', payload };

/** Days after the end of a day until its plan expires, when no receipt was made of it. */
const keptDays = 30;
/** The purge has had its hour by then. */
const closedAfterMicros = microsPerDay / 24;

/** When a day (UTC) begins. */
export function startOfDay(name: string): Instant {
  return Date.parse(`${name}T00:00:00Z`) * microsPerMilli;
}

export function endOfDay(name: string): Instant {
  return startOfDay(name) + microsPerDay;
}

/** When the plan of a day expires. The sweep finds by it which days are to be closed. */
export function planExpiry(name: string): Instant {
  return endOfDay(name) + keptDays * microsPerDay;
}

/** The expiries of plans of days that ended an hour before an instant are not later than this. */
export function expiryOfClosedBy(instant: Instant): Instant {
  return instant - closedAfterMicros + keptDays * microsPerDay;
}

/** Whether a day ended an hour ago, computed from the day itself and not from the document. */
export function isClosedBy(name: string, instant: Instant): boolean {
  return endOfDay(name) <= instant - closedAfterMicros;
}

export function planRef(tenant: string, name: string): DocumentRef {
  return { tenant, collection: expiryDays.id, id: name };
}

/** The plan that a document holds, if it is rightly signed and lies in its place. @throws KeyServiceUnavailable, KeyDenied */
export async function openPlan(
  keys: PublicKeys,
  { ref, data }: StoredDocument,
): Promise<DayPlan | undefined> {
  const plan = await tryOpenStatement(keys, dayPlanKind, data['jws']);
  const isInPlace =
    plan?.tenant === ref.tenant && (ref.id === plan.day || ref.id.startsWith(`${plan.day}.`));
  return isInPlace ? plan : undefined;
}
