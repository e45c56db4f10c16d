import type { Context } from '#shared/records/context.ts';
import { pathOf } from '#shared/store/store.ts';
import type { Found } from './find-subject.ts';
import { fateOf, type Keeping } from './keeping.ts';

/**
 * The plan of a preview: a keyed hash of what an erasure would delete and keep. It changes if a
 * document is added or deleted, or if a conversation is included or no longer included. Nobody can
 * compute it without the tenant's pepper. It is not stored.
 */
export async function planOf(
  ctx: Context,
  { documents, conversations }: Found,
  keeping: Keeping,
): Promise<string> {
  const paths = documents
    .map(({ document }) => `${fateOf(keeping, document)} ${pathOf(document.ref)}`)
    .toSorted();
  const drawn = conversations.filter(({ drawnIn }) => drawnIn).map(({ id }) => id);
  return ctx.lookup.mark(ctx.tenant, 'erasure-plan', [
    JSON.stringify([paths, drawn, keeping.keep]),
  ]);
}
