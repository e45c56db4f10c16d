import type { Context } from '#shared/records/context.ts';
import { newRecordId } from '#shared/store/document-ids.ts';

type IdContext = Pick<Context, 'lookup' | 'tenant' | 'randomBytes'>;

/**
 * The length of the mark in an archive's id, in characters. The mark has 120 bits. With a mark of
 * 128 bits the archive's id would have 65 characters, and an id may have only 64.
 */
const markLength = 30;

async function markOf({ lookup, tenant }: Pick<IdContext, 'lookup' | 'tenant'>, id: string) {
  return (await lookup.mark(tenant, 'archive', [id])).slice(0, markLength);
}

/**
 * Makes the id of a new archive: a random part, and a mark that can be made only with this tenant's
 * secrets. So Mayfly recognises the id later, although it stores nothing about the archive.
 */
export async function newArchiveId(ctx: IdContext): Promise<string> {
  const id = newRecordId(ctx);
  return `${id}.${await markOf(ctx, id)}`;
}

/** True if an archive with this id was made for the tenant. */
export async function isArchiveId(
  ctx: Pick<IdContext, 'lookup' | 'tenant'>,
  archiveId: string,
): Promise<boolean> {
  const [id = '', mark, ...more] = archiveId.split('.');
  return more.length === 0 && mark === (await markOf(ctx, id));
}
