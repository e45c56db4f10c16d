import type { Context } from '#shared/records/context.ts';
import { pathOf } from '#shared/store/store.ts';
import type { Found } from './find-subject.ts';
import { fateOf, type Keeping } from './keeping.ts';

/**
 * A keyed hash of the found documents. It changes if a document is added or deleted, if a
 * conversation starts or stops belonging to the person, or if the erasure would keep other
 * documents. Without the tenant's pepper nobody can compute it. It is not stored.
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
