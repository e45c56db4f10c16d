import { retryChecked } from '#shared/access/commit-checked.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { basisField } from '#shared/categories/stored-names.ts';
import { type Ledger, openLedger } from '#shared/ledger/open-ledger.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import {
  createOrReplace,
  type DocumentData,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import type { CheckedContext, Context } from '../context.ts';
import { conversationLinksOf, markRefsOf, markRuleOf } from '../record-marks.ts';
import { recordNotices } from '../tell-recipients.ts';
import { findPlaces } from './find-places.ts';
import type { OwnRestriction } from './own-restriction.ts';
import { restrictionRight } from './restrict-record.ts';
import { asRecord, isRestricted, shortenedData } from './restricted-record.ts';

/**
 * The maximum difference between local time and UTC. In some places a day begins 14 hours earlier
 * than in UTC.
 */
const zonesMicros = (14 * microsPerDay) / 24;

/**
 * Checks the day on which the person was informed. The day may not be before the day of the
 * restriction, and not after today. Each of these two rules counts as met if it is met in at least
 * one time zone.
 */
function requireTold(day: string, { data }: StoredDocument, now: Instant): void {
  const begin = Date.parse(`${day}T00:00:00Z`) * microsPerMilli;
  const isAhead = begin - zonesMicros > now;
  const isBefore = begin + microsPerDay + zonesMicros <= (data['restricted_at'] as Instant);
  if (!isAhead && !isBefore) return;
  const rule = 'not before the restriction, and not in the future';
  throw new Problem('query-invalid', { errors: [{ parameter: 'person_informed_on', rule }] });
}

/**
 * Makes the writes that store the uniqueness marks of a record again. If another record has got one
 * of these marks meanwhile, the other record keeps the mark. Then this record is stored without the
 * mark. So there may be two records with the same unique values.
 */
async function takeMarksAgain(
  ctx: Context,
  category: Category,
  record: StoredDocument,
): Promise<{ readonly held: readonly string[]; readonly writes: readonly Write[] }> {
  const refs = markRefsOf(ctx, record);
  if (category.unique.length === 0 || refs.length === 0)
    return { held: refs.map(({ id }) => id), writes: [] };
  const found = await ctx.store.getAll(refs);
  const rule = markRuleOf(ctx, category);
  const { created_at, expires_at } = record.data;
  const basis_at = record.data[basisField(category)];
  const taken = refs.flatMap((ref, at) => {
    const inPlace = found[at];
    if (isLive(inPlace, rule) && inPlace.data['record_id'] !== record.ref.id) return [];
    const shard = purgeShard(ref.id, ctx.purgeShards);
    const times = { created_at, basis_at, expires_at, purge_shard: shard };
    return [createOrReplace(ref, { record_id: record.ref.id, ...times }, inPlace)];
  });
  return { held: taken.map(({ ref }) => ref.id), writes: taken };
}

function withMarks({ unique_marks: _before, ...data }: DocumentData, held: readonly string[]) {
  return held.length === 0 ? data : { ...data, unique_marks: held };
}

async function bringBack(
  now: CheckedContext,
  category: Category,
  { own, ledger }: { readonly own: OwnRestriction; readonly ledger: Ledger },
  restricted: StoredDocument,
  inTheWay: StoredDocument | undefined,
  toldOn: string,
): Promise<void> {
  const stored = asRecord(category, restricted);
  const before = { ...stored, data: shortenedData(now, category, stored.data) };
  const marks = await takeMarksAgain(now, category, before);
  const data = { ...withMarks(before.data, marks.held), lift_told_on: toldOn };
  const shown = (await own.show?.(now, { ...before, data })) ?? { data, writes: [] };
  const told = await recordNotices(now, 'restriction_lifted', category, stored);
  const links = conversationLinksOf(now, category, before.ref.id, shown.data);
  await ledger.commit(now, { kind: 'lifting', record: restricted.ref }, [
    { kind: 'delete', ref: restricted.ref, version: restricted.version },
    createOrReplace(before.ref, shown.data, inTheWay),
    ...marks.writes,
    ...links.map((link): Write => ({ kind: 'put', ...link })),
    ...shown.writes,
    ...told,
  ]);
}

/**
 * Lifts a restriction: the record moves back to its category. Its expiry does not change, unless
 * the tenant has shortened the retention, see {@link shortenedData}. The person must be informed
 * first (Art. 18(3) GDPR). The day on which the person was informed is stored together with the
 * record.
 * @throws Problem `scope-missing`, `query-invalid`, `record-not-found`, `contention`
 */
export async function liftRestriction(
  ctx: Context,
  input: {
    readonly category: Category;
    readonly id: string;
    /** The day on which the person was informed, `YYYY-MM-DD`, in the caller's calendar. */
    readonly toldOn: string;
    readonly own?: OwnRestriction | undefined;
  },
): Promise<void> {
  const { category, id, toldOn, own = {} } = input;
  restrictionRight(ctx);
  const ledger = openLedger(ctx);
  const lifting = retryChecked(ctx, restrictionRight, async (now, attempt) => {
    const { record, restricted } = await findPlaces(now, category, id);
    if (isRestricted(now, category, restricted)) {
      requireTold(toldOn, restricted, now.now());
      return bringBack(now, category, { own, ledger }, restricted, record, toldOn);
    }
    // The restriction is already lifted: by an earlier attempt whose answer was lost, or by another
    // caller.
    if (attempt > 0 && isLive(record, categoryRuleOf(now, category))) return;
    throw new Problem('record-not-found');
  });
  await ledger.close(lifting);
}
