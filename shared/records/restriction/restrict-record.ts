import * as z from 'zod';
import { retryChecked } from '#shared/access/commit-checked.ts';
import { type Right, requireRestriction } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { CheckedContext, Context } from '../context.ts';
import { linkRefsOf, markRefsOf } from '../record-marks.ts';
import { findPlaces } from './find-places.ts';
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

/** Why a record is restricted. */
export const restrictionSchema = z.strictObject({ ground: z.enum(grounds) });

/** The right to set, lift and see restrictions. */
export const restrictionRight: Right = ({ scopes }) => requireRestriction(scopes);

/**
 * Frees what a record is unique by, so that the person can be served while it is restricted. A mark
 * by which a policy counts a person's turns stays: who has had theirs has had it.
 */
async function freeMarks(
  ctx: Pick<Context, 'store' | 'tenant'>,
  category: Category,
  record: StoredDocument,
): Promise<Write[]> {
  const refs = category.unique.length > 0 ? markRefsOf(ctx, record) : [];
  const found = refs.length === 0 ? [] : await ctx.store.getAll(refs);
  return found.flatMap((mark): Write[] => {
    if (mark?.data['record_id'] !== record.ref.id) return [];
    return [{ kind: 'delete', ref: mark.ref, version: mark.version }];
  });
}

/** Moves a record out of sight, with what it left elsewhere. */
async function hide(
  now: CheckedContext,
  { category, own = {} }: { readonly category: Category; readonly own?: OwnRestriction },
  record: StoredDocument,
  ground: RestrictionGround,
  inTheWay: StoredDocument | undefined,
): Promise<StoredDocument> {
  const restriction = restrictionOf(ground, now.now());
  const moved = { ...record, data: shortenedData(now, category, record.data) };
  const links = linkRefsOf(now, category, record);
  const [marks, others] = await Promise.all([
    freeMarks(now, category, record),
    own.hide?.(now, record) ?? [],
  ]);
  await now.commit([
    ...restrictionWrites(category, moved, restriction, inTheWay),
    ...marks,
    ...links.map((ref): Write => ({ kind: 'delete', ref })),
    ...others,
  ]);
  return { ...moved, data: { ...moved.data, ...restriction } };
}

export type Restricted = {
  readonly restriction: ReturnType<typeof renderRestriction>;
  readonly created: boolean;
};

/**
 * Restricts a record (Art. 18 GDPR): it moves, as it is encrypted, to where only owners and data
 * protection officers see that it exists, and leaves on the day it would have left anyway. Repeated,
 * it changes the ground alone. One commit, which fails when the record has changed since it was read.
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
  return retryChecked(ctx, restrictionRight, async (now): Promise<Restricted> => {
    const { record, restricted } = await findPlaces(now, category, id);
    if (isRestricted(now, category, restricted)) {
      const { restricted_at: _since, ...change } = restrictionOf(ground, now.now());
      if (restricted.data['restriction_ground'] !== ground) {
        const { ref, version } = restricted;
        await now.commit([{ kind: 'update', ref, data: change, version }]);
      }
      const data = { ...restricted.data, ...change };
      return { restriction: renderRestriction(now.now(), { ...restricted, data }), created: false };
    }
    if (!isLive(record, categoryRuleOf(now, category))) throw new Problem('record-not-found');
    const hidden = await hide(now, { category, own }, record, ground, restricted);
    return { restriction: renderRestriction(now.now(), hidden), created: true };
  });
}
