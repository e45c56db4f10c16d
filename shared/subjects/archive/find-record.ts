import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import { findPlaces } from '#shared/records/restriction/find-places.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import type { Found } from '../find-subject.ts';
import type { SubjectWorld } from '../subject-world.ts';
import type { Snapshot } from './snapshot.ts';

/** Identifies a record of a category, restricted or not. */
export type RecordNamed = { readonly category: string; readonly id: string };

/**
 * Finds one live record, restricted or not. The result has the same form as a search for a person.
 * @throws Problem `record-not-found`
 */
export async function findRecord(
  ctx: Context,
  { categories, collections }: SubjectWorld,
  named: RecordNamed,
  keep: Snapshot['keep'],
): Promise<Found> {
  const category = categories.find(({ id }) => id === named.category);
  if (category === undefined) throw new Problem('record-not-found');
  const places = await findPlaces(ctx, category, named.id);
  const rule = categoryRuleOf(ctx, category);
  const document = [places.record, places.restricted].find((each) => isLive(each, rule));
  const collection = collections.find(({ id }) => id === document?.ref.collection);
  if (document === undefined || collection === undefined) throw new Problem('record-not-found');
  const found = { document: keep(document, collection), why: new Set<never>() };
  return { documents: [found], conversations: [], aliases: [] };
}
