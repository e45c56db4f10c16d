import type { Category } from '#shared/categories/define-category.ts';
import { bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import { conversationLinks } from '#shared/records/collections.ts';
import { linkRefsOf } from '#shared/records/record-marks.ts';
import {
  type DocumentData,
  type StoredDocument,
  type Write,
  WriteConflict,
} from '#shared/store/store.ts';
import type { RehashContext } from './rehash-context.ts';

const pageSize = 200;

/** The writes that store a record's new hashes in the links of its conversation. */
export async function linkUpdates(
  ctx: RehashContext,
  category: Category,
  document: StoredDocument,
  hashes: DocumentData,
): Promise<Write[]> {
  const refs = linkRefsOf(ctx, category, document);
  if (refs.length === 0) return [];
  const hashOf = new Map(
    lookupFields(category).map((name) => [`${document.ref.id}.${name}`, hashes[bcryptName(name)]]),
  );
  const found = await ctx.store.getAll(refs);
  return found.flatMap((link): Write[] => {
    const lookup = link && hashOf.get(link.ref.id);
    if (link === undefined || lookup === undefined || link.data['lookup'] === lookup) return [];
    return [{ kind: 'update', ref: link.ref, data: { lookup }, version: link.version }];
  });
}

/**
 * Writes a new hash into the links that name a person as the subject of conversations. Such a link
 * contains only a hash of the person. It can be found only by the old hash in one of the person's
 * records. So the links are updated before this record gets its new hash.
 */
async function followSubject(ctx: RehashContext, before: unknown, after: unknown): Promise<void> {
  const data = { lookup: after };
  let startAfter: readonly unknown[] | undefined;
  do {
    const page: StoredDocument[] = await ctx.store.query({
      collection: conversationLinks.id,
      tenant: ctx.tenant,
      where: [{ field: 'lookup', op: '==', value: before }],
      orderBy: [],
      limit: pageSize,
      ...(startAfter && { startAfter }),
    });
    // Only links of subjects have this field. The links of a record are updated together with the
    // record.
    for (const { ref, version, data: said } of page)
      if (said['of_category'] !== undefined)
        await tryCommit(ctx, { kind: 'update', ref, data, version });
    const last = page.length < pageSize ? undefined : page.at(-1);
    startAfter = last && [last.ref.id];
  } while (startAfter !== undefined);
}

/** Commits one change of a link. If the link has changed meanwhile, it stays as it is. */
async function tryCommit(ctx: RehashContext, write: Write): Promise<void> {
  try {
    await ctx.store.commit([write]);
  } catch (error) {
    if (!(error instanceof WriteConflict)) throw error;
  }
}

/** Calls {@link followSubject} for each changed hash of a record. */
export async function followSubjects(
  ctx: RehashContext,
  { data }: StoredDocument,
  hashes: DocumentData,
): Promise<void> {
  for (const [name, hash] of Object.entries(hashes)) await followSubject(ctx, data[name], hash);
}
