import type { Context } from '#shared/records/context.ts';
import { pathOf } from '#shared/store/store.ts';
import type { Found } from './find-subject.ts';
import { fateOf, type Keeping } from './keeping.ts';

/**
 * Names what was found, by a keyed hash: another as soon as a document has come or gone, a conversation counts
 * otherwise, or something else is kept.
 * It tells nothing without the tenant's pepper, and is kept nowhere.
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
