import * as z from 'zod';
import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import { type StatementKind, tryOpenStatement } from '#shared/manager-log/sign-statement.ts';
import type { DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { expiryDays } from '#shared/subjects/receipts/collections.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';

const count = z.int().nonnegative();
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/**
 * The plan of a day: the counts at the beginning of the day. The plan is signed, because other
 * functions may also write in `mayfly-audit`, and could store false counts.
 */
const payload = z.strictObject({
  format: z.literal('mayfly-expiry-plan-1'),
  tenant: z.string(),
  day,
  counted_at: z.string(),
  due: z.array(z.strictObject({ category: z.string(), count })),
  /** Data keys whose destruction is due by the end of the day. */
  keys: z.array(z.strictObject({ category: z.string(), key: z.string() })),
});

export type DayPlan = z.infer<typeof payload>;

export const dayPlanKind: StatementKind<DayPlan> = { type: 'mayfly-expiry-plan+jws', payload };

/**
 * If no receipt of a day is issued, the plan of the day is stored for this many days after the day.
 */
const keptDays = 30;
/**
 * A day is closed (gets its receipt) an hour after its end, so that the purge has an hour for the
 * deletions.
 */
const closedAfterMicros = microsPerDay / 24;

/** The instant at which a day (UTC) begins. */
export function startOfDay(name: string): Instant {
  return Date.parse(`${name}T00:00:00Z`) * microsPerMilli;
}

export function endOfDay(name: string): Instant {
  return startOfDay(name) + microsPerDay;
}

/** The expiry of a day's plan. The sweep also uses the expiry to find the days to close. */
export function planExpiry(name: string): Instant {
  return endOfDay(name) + keptDays * microsPerDay;
}

/**
 * The latest expiry that the plan of a closed day can have. A day is closed if it ended at least an
 * hour before `instant`.
 */
export function expiryOfClosedBy(instant: Instant): Instant {
  return instant - closedAfterMicros + keptDays * microsPerDay;
}

/**
 * True if a day ended at least an hour before the given instant. This check uses the name of the
 * day, which is signed. The expiry of the document is not signed.
 */
export function isClosedBy(name: string, instant: Instant): boolean {
  return endOfDay(name) <= instant - closedAfterMicros;
}

export function planRef(tenant: string, name: string): DocumentRef {
  return { tenant, collection: expiryDays.id, id: name };
}

/**
 * Reads the plan in a document. Undefined if the signature is not valid, or if the document has the
 * tenant or the id of another plan.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export async function openPlan(
  keys: PublicKeys,
  { ref, data }: StoredDocument,
): Promise<DayPlan | undefined> {
  const plan = await tryOpenStatement(keys, dayPlanKind, data['jws']);
  const isInPlace =
    plan?.tenant === ref.tenant && (ref.id === plan.day || ref.id.startsWith(`${plan.day}.`));
  return isInPlace ? plan : undefined;
}
