import type { Context } from '#shared/records/context.ts';
import { newRecordId } from '#shared/store/document-ids.ts';

type IdContext = Pick<Context, 'lookup' | 'tenant' | 'randomBytes'>;

/** Characters of a mark that are kept: 120 bits, and all in all no longer than an id may be. */
const markLength = 30;

async function markOf({ lookup, tenant }: Pick<IdContext, 'lookup' | 'tenant'>, id: string) {
  return (await lookup.mark(tenant, 'archive', [id])).slice(0, markLength);
}

/**
 * The id of an archive that is made now: random, with a mark that only this tenant's secrets make. So it can be told
 * later that an archive was made here, although nothing of it is stored.
 */
export async function newArchiveId(ctx: IdContext): Promise<string> {
  const id = newRecordId(ctx);
  return `${id}.${await markOf(ctx, id)}`;
}

/** Whether an archive with this id was made for the tenant. */
export async function isArchiveId(
  ctx: Pick<IdContext, 'lookup' | 'tenant'>,
  archiveId: string,
): Promise<boolean> {
  const [id = '', mark, ...more] = archiveId.split('.');
  return more.length === 0 && mark === (await markOf(ctx, id));
}
