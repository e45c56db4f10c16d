import { retryChecked } from '#shared/access/commit-checked.ts';
import type { Right } from '#shared/access/scope.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Write } from '#shared/store/store.ts';
import type { CheckedContext, Context } from './context.ts';
import { type EarlierAnswer, findEarlier, type Repeat, rememberRepeat } from './idempotency.ts';
import { openRecord } from './open-record.ts';
import type { ClearRecord } from './record.ts';

/**
 * The writes that remember a change, with the ids of its answer's documents. By default these are
 * the documents of the request.
 */
export type Remember = (ids?: readonly string[]) => readonly Write[];

/**
 * How a change was made, with the answer: by this request, or by an earlier one under the same key.
 */
export type ChangeEffect<T> =
  | { readonly by: 'this request'; readonly answer: T }
  | { readonly by: 'earlier request'; readonly documents: EarlierAnswer };

/** A change that takes effect once under its `Idempotency-Key`. */
export type ChangeRequest = {
  /** Its mark under its `Idempotency-Key`, if it has one. */
  readonly repeat: Repeat | undefined;
  /** The caller's right, which is checked when an attempt begins and when it commits. */
  readonly right: Right;
};

/**
 * Makes a change of stored data take effect once under its `Idempotency-Key`. Each attempt is
 * checked, see `retryChecked`. It looks for the mark of an earlier attempt, so it also finds one
 * whose answer was lost. Then `change` makes its one commit, with the writes that remember it.
 * Without a key it reads nothing.
 * @throws Problem `idempotency-mismatch`, `idempotency-record-gone`, `contention`, and what
 * `change` throws
 */
export function changeOnce<T>(
  ctx: Context,
  { repeat, right }: ChangeRequest,
  change: (now: CheckedContext, remember: Remember) => Promise<T>,
): Promise<ChangeEffect<T>> {
  return retryChecked(ctx, right, async (now): Promise<ChangeEffect<T>> => {
    const found = repeat && (await now.store.get(repeat.mark.ref));
    const documents = repeat && (await findEarlier(now, repeat, found));
    if (documents !== undefined) return { by: 'earlier request', documents };
    const answer = await change(now, (ids) => rememberRepeat(repeat, found, ids));
    return { by: 'this request', answer };
  });
}

/**
 * A record after a change, and whether an earlier request under the same key had made the change.
 */
export type Changed = { readonly record: ClearRecord; readonly replayed: boolean };

/**
 * The record in the answer to a change. A repeated request gets the record in its present state.
 * @throws DecryptionError
 */
export async function openChanged(
  ctx: Context,
  category: Category,
  effect: ChangeEffect<ClearRecord>,
): Promise<Changed> {
  if (effect.by === 'this request') return { record: effect.answer, replayed: false };
  return { record: await openRecord(ctx, category, effect.documents[0]), replayed: true };
}
