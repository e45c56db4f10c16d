import type { Context } from '#shared/records/context.ts';
import { pathOf } from '#shared/store/store.ts';
import type { Found } from './find-subject.ts';
import { fateOf, type Keeping } from './keeping.ts';

/**
 * A keyed hash of what was found. It changes when a document is added or deleted, when a conversation counts differently,
 * or when something else is kept. It tells nothing without the tenant's pepper, and is not stored.
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
