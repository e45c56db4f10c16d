import * as z from 'zod';
import { requireScope } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Context } from '#shared/records/context.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import { type Found, type FoundDocument, findSubject, type Why } from './find-subject.ts';
import { fateOf, keepingOf, keepingOfFound, keepSchema, restrictedTooSchema } from './keeping.ts';
import { type ListedRecord, listFound } from './list-found.ts';
import { planOf } from './plan.ts';
import { visibleTo } from './restricted-found.ts';
import { chosenConversations, hashSought, soughtSchema } from './sought.ts';
import { type Stay, staysOf } from './stays.ts';
import { isOfConversations, type SubjectKeys } from './subject-keys.ts';
import type { SubjectWorld } from './subject-world.ts';

const previewSchema = soughtSchema.safeExtend({
  conversations: chosenConversations,
  keep: keepSchema,
  restricted_too: restrictedTooSchema,
  /** True if the records are listed too, see {@link listFound}. */
  records: z.boolean().optional(),
});

/**
 * Finds all live documents of a person. An erasure also deletes expired documents, but nobody may
 * see those.
 * @param keep if this is given, whole documents are read, see {@link findSubject}
 */
export async function findLive(
  ctx: Context,
  { collections }: SubjectWorld,
  keys: SubjectKeys,
  chosen: readonly string[] | undefined,
  keep?: Parameters<typeof findSubject>[0]['keep'],
): Promise<Found> {
  const declared = new Map(collections.map((each) => [each.id, each]));
  const isShown: Parameters<typeof findSubject>[0]['isLive'] = (document, collection) =>
    isLive(document, liveRuleOf(ctx, collection));
  const { store, tenant } = ctx;
  const deps = { store, tenant, collections, isLive: isShown, ...(keep && { keep }) };
  const found = await findSubject(deps, keys, chosen);
  const documents = found.documents.filter(({ document }) => {
    const collection = declared.get(document.ref.collection);
    return collection !== undefined && isShown(document, collection);
  });
  return { ...found, documents };
}

/**
 * Counts the found documents of each category and collection, and states how they were found.
 */
export function countFound(
  { documents }: Pick<Found, 'documents'>,
  categories: readonly Category[],
) {
  const isCategory = new Set(categories.map(({ id }) => id));
  const others = [...new Set(documents.map(({ document }) => document.ref.collection))].filter(
    (id) => !isCategory.has(id),
  );
  return {
    categories: categories.map(({ id }) => ({ category: id, ...countIn(documents, id) })),
    beside: others.toSorted().map((id) => ({ collection: id, ...countIn(documents, id) })),
  };
}

function countIn(documents: readonly FoundDocument[], collection: string) {
  const own = documents.filter(({ document }) => document.ref.collection === collection);
  const why = [...new Set(own.flatMap((each) => [...each.why]))].toSorted();
  return { count: own.length, why };
}

export type Preview = {
  readonly plan: string;
  readonly categories: readonly {
    readonly category: string;
    readonly count: number;
    readonly why: readonly Why[];
  }[];
  readonly beside: readonly {
    readonly collection: string;
    readonly count: number;
    readonly why: readonly Why[];
  }[];
  readonly conversations: readonly {
    readonly id: string;
    readonly shared: boolean;
    readonly included: boolean;
  }[];
  readonly stays: readonly Stay[];
  /** Present only if the request asks for a list. */
  readonly records?: readonly ListedRecord[];
};

/**
 * Previews the erasure of a person: how many records of each category would be deleted, how they
 * were found, and which data would be kept. A preview takes about 100 ms for each identifier, and
 * costs the reads of `findSubject`. The `plan` in the answer is valid as long as an erasure would
 * delete and keep the same documents. Restricted records are counted for every caller, but listed
 * only for callers who may see them.
 * @throws Problem `scope-missing`, `validation-failed`
 */
export async function previewSubject(
  ctx: Context,
  world: SubjectWorld,
  input: { readonly body: unknown },
): Promise<Preview> {
  requireScope(ctx.scopes, 'subjects');
  const body = parse(previewSchema, input.body);
  const { conversations: chosen, keep, restricted_too, records: isListed, ...sought } = body;
  const keys = await hashSought(ctx, sought);
  const found = await findLive(ctx, world, keys, chosen);
  const asked = keepingOf({ keep, restricted_too });
  const keeping = keepingOfFound(asked, found, keys, world.collections);
  const documents = found.documents.filter(({ document }) => fateOf(keeping, document) === 'goes');
  const visible = visibleTo(ctx.scopes, found, world);
  return {
    plan: await planOf(ctx, found, keeping),
    ...countFound({ documents }, world.categories),
    conversations: visible.conversations.map(({ id, shared, drawnIn }) => {
      return { id, shared, included: drawnIn };
    }),
    stays: staysOf(found, keeping, { isOfConversation: isOfConversations(keys) }),
    ...(isListed === true && { records: listFound(visible, world, keeping) }),
  };
}
