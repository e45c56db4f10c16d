import { formatInstant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { longestRetentionDays, promisedDays } from '#shared/settings/retention.ts';
import { settingsOf } from '#shared/settings/settings.ts';
import { legalBasisOf } from '#shared/tenants/particulars/particulars.ts';
import { renderParticulars } from '#shared/tenants/particulars/render-particulars.ts';
import { isOfCategory } from '../shown.ts';
import { jsonArray, jsonWith } from './json-pieces.ts';
import { renderLookedAt } from './looked-at.ts';
import { readOpenRequests } from './open-requests.ts';
import { type ArchiveRun, type Group, readGroup } from './run.ts';
import { accessView, isPortable, portableView, portableWaiting, type View } from './view.ts';
import { renderWaiting } from './waiting.ts';

async function* recordsOf(run: ArchiveRun, view: View, group: Group): AsyncGenerator<string, void> {
  for await (const met of readGroup(run, group)) yield JSON.stringify(view.render(group, met));
}

const nothing = () => ({});

async function* groupsOf(
  run: ArchiveRun,
  view: View,
  describe: (group: Group) => object,
): AsyncGenerator<AsyncGenerator<string, void>, void> {
  for (const group of view.groups) {
    const records = jsonArray(recordsOf(run, view, group));
    yield jsonWith(describe(group), { name: 'records', pieces: records }, nothing);
  }
}

/** The highest number of days for which a tenant keeps records of a category. */
export function daysKept({ ctx }: ArchiveRun, category: Category): number {
  const chosen = settingsOf(ctx.settings, category).retentionDays;
  return chosen === undefined
    ? promisedDays(category)
    : Math.min(chosen, longestRetentionDays(category));
}

function describeGroup(run: ArchiveRun, { shown }: Group): object {
  const { category, collection } = shown;
  const { language } = run;
  const fields = Object.entries({ ...category.fields, ...category.apart });
  return {
    category: category.id,
    number: category.number,
    ...(!isOfCategory(shown) && { copies_in: collection.id }),
    title: isOfCategory(shown) ? category.title[language] : collection.title[language],
    purpose: category.purpose[language],
    legal_basis: legalBasisOf(run.particulars, category).basis,
    kept: { days: daysKept(run, category), counted_from: category.retention.basis },
    origin: Object.fromEntries(fields.map(([name, { origin }]) => [name, origin])),
  };
}

function headOf(run: ArchiveRun, format: string): object {
  const { language, madeAt, askedBy } = run;
  return { format, version: 1, language, made_at: formatInstant(madeAt), searched_by: askedBy };
}

/**
 * Yields all found data of the person as JSON, piece by piece, with the information that Article 15
 * requires.
 */
export async function* accessJson(
  run: ArchiveRun,
  categories: readonly Category[],
): AsyncGenerator<string, void> {
  const head = {
    ...headOf(run, 'mayfly-access-archive'),
    ...renderParticulars(categories, run.particulars),
    open_requests: await readOpenRequests(run),
    looked_at: run.lookedAt.map(renderLookedAt),
    conversations: run.conversations.map(({ id, shared, drawnIn, leftOut }) => {
      return { id, shared, included: drawnIn, left_out: leftOut };
    }),
    waiting: run.waiting.map(renderWaiting),
  };
  const groups = groupsOf(run, accessView(run), (group) => describeGroup(run, group));
  // The number of unreadable records is known only after all data has been read.
  const after = () => ({ unreadable: run.unreadable.size });
  yield* jsonWith(head, { name: 'data', pieces: jsonArray(groups) }, after);
}

/** Yields the records of a period as JSON, piece by piece. */
export async function* periodJson(run: ArchiveRun): AsyncGenerator<string, void> {
  const groups = groupsOf(run, accessView(run), (group) => describeGroup(run, group));
  const after = () => ({ unreadable: run.unreadable.size });
  const head = headOf(run, 'mayfly-period-archive');
  yield* jsonWith(head, { name: 'data', pieces: jsonArray(groups) }, after);
}

/**
 * Yields the portable data of a person as JSON, piece by piece. `schema.json` describes the form of
 * this JSON.
 */
export function portableJson(
  run: ArchiveRun,
  categories: readonly Category[],
): AsyncGenerator<string, void> {
  const { language } = run;
  const view = portableView(run);
  const held = new Set(run.groups.map(({ shown }) => shown.category.id));
  const leftOut = categories.filter((each) => held.has(each.id) && !isPortable(run, each));
  const head = {
    ...headOf(run, 'mayfly-portability-archive'),
    schema: 'schema.json',
    left_out: leftOut.map((category) => {
      const { basis } = legalBasisOf(run.particulars, category);
      return { category: category.id, legal_basis: basis };
    }),
    waiting: portableWaiting(run).map(renderWaiting),
  };
  const describe = ({ shown: { category } }: Group) => {
    const { basis } = legalBasisOf(run.particulars, category);
    return { category: category.id, title: category.title[language], legal_basis: basis };
  };
  const groups = groupsOf(run, view, describe);
  return jsonWith(head, { name: 'data', pieces: jsonArray(groups) }, nothing);
}
