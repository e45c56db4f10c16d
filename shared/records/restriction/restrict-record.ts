import * as z from 'zod';
import { retryChecked } from '#shared/access/commit-checked.ts';
import { type Right, requireRestriction } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { type Ledger, openLedger } from '#shared/ledger/open-ledger.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { CheckedContext, Context } from '../context.ts';
import { recordNotices } from '../tell-recipients.ts';
import { findPlaces } from './find-places.ts';
import { hiddenBeside } from './hidden-beside.ts';
import type { OwnRestriction } from './own-restriction.ts';
import {
  isRestricted,
  renderRestriction,
  restrictionOf,
  restrictionWrites,
  shortenedData,
} from './restricted-record.ts';
import { type RestrictionGround, restrictionGrounds } from './restriction-ground.ts';

const grounds = Object.keys(restrictionGrounds) as [RestrictionGround, ...RestrictionGround[]];

/** The body of a request to restrict a record: the ground of the restriction. */
export const restrictionSchema = z.strictObject({ ground: z.enum(grounds) });

/** The right to set, lift and see restrictions. */
export const restrictionRight: Right = ({ scopes }) => requireRestriction(scopes);

/** Hides a record, together with its values in other documents. */
async function hide(
  now: CheckedContext,
  {
    category,
    ledger,
    own,
  }: { readonly category: Category; readonly ledger: Ledger; readonly own: OwnRestriction },
  record: StoredDocument,
  ground: RestrictionGround,
  inTheWay: StoredDocument | undefined,
): Promise<StoredDocument> {
  const restriction = restrictionOf(ground, now.now());
  const moved = { ...record, data: shortenedData(now, category, record.data) };
  const [beside, others, told] = await Promise.all([
    hiddenBeside(now, category, record),
    own.hide?.(now, record) ?? [],
    recordNotices(now, 'restriction', category, record),
  ]);
  await ledger.commit(now, { kind: 'restriction', records: [record.ref], ground }, [
    ...restrictionWrites(category, moved, restriction, inTheWay),
    ...beside,
    ...others,
    ...told,
  ]);
  return { ...moved, data: { ...moved.data, ...restriction } };
}

/**
 * A request that makes an archive of the record. The answer contains this request if the person
 * wants the record kept (Art. 18(1)(b) and (c)). The caller should send the request at once: a
 * `POST` to `path` with `body` and a language.
 */
type ArchiveToFetch = {
  readonly path: string;
  readonly body: {
    readonly kind: 'access';
    readonly record: { readonly category: string; readonly id: string };
  };
};

/** A restriction in the form of the answer to the caller who sets it. */
function answerTo(now: Instant, category: Category, document: StoredDocument) {
  const restriction = renderRestriction(now, document);
  if (!restriction.kept) return restriction;
  const record = { category: category.id, id: document.ref.id };
  const archive: ArchiveToFetch = { path: '/v1/subjects/export', body: { kind: 'access', record } };
  return { ...restriction, archive };
}

export type Restricted = {
  readonly restriction: ReturnType<typeof renderRestriction> & {
    readonly archive?: ArchiveToFetch;
  };
  readonly created: boolean;
};

/**
 * Restricts a record (Art. 18 GDPR). The record moves, still encrypted, to the collection of
 * restricted records. Only owners, data protection officers and API keys with the scope `tenant`
 * can list this collection. The record does not live longer than before. A second restriction only
 * changes the ground. If the person wants the record kept, the answer contains a request for an
 * archive of the record. One commit moves the record. The commit fails if the record has changed
 * since it was read.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `contention`
 */
export async function restrictRecord(
  ctx: Context,
  input: {
    readonly category: Category;
    readonly id: string;
    readonly body: unknown;
    readonly own?: OwnRestriction | undefined;
  },
): Promise<Restricted> {
  const { category, id, own = {} } = input;
  restrictionRight(ctx);
  const { ground } = parse(restrictionSchema, input.body);
  const ledger = openLedger(ctx, ({ data }) => data['restriction_ground'] !== ground);
  const restricting = retryChecked(ctx, restrictionRight, async (now): Promise<Restricted> => {
    const { record, restricted } = await findPlaces(now, category, id);
    if (isRestricted(now, category, restricted)) {
      const { restricted_at: _since, ...change } = restrictionOf(ground, now.now());
      if (restricted.data['restriction_ground'] !== ground) {
        const { ref, version } = restricted;
        const deed = { kind: 'restriction', records: [ref], ground } as const;
        await ledger.commit(now, deed, [{ kind: 'update', ref, data: change, version }]);
      }
      const data = { ...restricted.data, ...change };
      const told = answerTo(now.now(), category, { ...restricted, data });
      return { restriction: told, created: false };
    }
    if (!isLive(record, categoryRuleOf(now, category))) throw new Problem('record-not-found');
    const hidden = await hide(now, { category, own, ledger }, record, ground, restricted);
    return { restriction: answerTo(now.now(), category, hidden), created: true };
  });
  return ledger.close(restricting);
}
