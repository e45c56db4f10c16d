import { retryChecked } from '#shared/access/commit-checked.ts';
import type { Right } from '#shared/access/scope.ts';
import type { Category } from '#shared/categories/define-category.ts';
import type { Write } from '#shared/store/store.ts';
import type { CheckedContext, Context } from './context.ts';
import { type EarlierAnswer, findEarlier, type Repeat, rememberRepeat } from './idempotency.ts';
import { openRecord } from './open-record.ts';
import type { ClearRecord } from './record.ts';

/**
 * Makes the writes that remember a change. The writes store `ids`: the ids of the documents that
 * the answer to the request shows. By default these are the documents that the request stores.
 */
export type Remember = (ids?: readonly string[]) => readonly Write[];

/**
 * The effect of a change. If this attempt made the change, the effect contains its answer. The
 * change may also have been made before: by an earlier request with the same key, or by an earlier
 * attempt of this request. Then the effect contains the documents for the answer.
 */
export type ChangeEffect<T> =
  | { readonly by: 'this request'; readonly answer: T }
  | { readonly by: 'earlier request'; readonly documents: EarlierAnswer };

/** A change that takes effect only once if it has an `Idempotency-Key`. */
export type ChangeRequest = {
  /** The mark of the request, if it has an `Idempotency-Key`. */
  readonly repeat: Repeat | undefined;
  /** The right that the caller needs. It is checked when an attempt begins and when it commits. */
  readonly right: Right;
};

/**
 * Changes stored data. If the request has an `Idempotency-Key`, the change takes effect only once.
 * Each attempt is checked, see `retryChecked`. An attempt first looks for the idempotency mark. So
 * it also finds the change if an earlier attempt made it, but the database's answer to the commit
 * was lost. If there is no mark, `change` runs. The commit that completes the change includes the
 * writes that remember it. If the request has no key, no mark is read.
 * @throws Problem `idempotency-mismatch`, `idempotency-record-gone`, `contention`, and the errors
 * of `change`
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

/** A record after a change, and whether the change had been made before (see `ChangeEffect`). */
export type Changed = { readonly record: ClearRecord; readonly replayed: boolean };

/**
 * The record for the answer to a change. For a repeated request this is the record's present state.
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
