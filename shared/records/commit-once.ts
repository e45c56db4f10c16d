import { retryChecked } from '#shared/access/commit-checked.ts';
import type { Right } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { DocumentRef, StoredDocument, Write } from '#shared/store/store.ts';
import type { CheckedContext, Context } from './context.ts';
import {
  type EarlierAnswer,
  findEarlier,
  hasCreated,
  type Repeat,
  rememberRepeat,
} from './idempotency.ts';
import { keepPrepared } from './keep-prepared.ts';
import { requireDistinct, takeMarks, type UniqueMarks } from './record-marks.ts';

/**
 * A request that takes effect only once, even if it needs several attempts or is sent several
 * times.
 */
export type OnceRequest = {
  /**
   * The document that the request creates. If this document exists, an attempt has committed, even
   * if the answer to its commit was lost.
   */
  readonly own: DocumentRef;
  /** The mark of the request, if it has an `Idempotency-Key`. */
  readonly repeat: Repeat | undefined;
  /** The right that the caller needs. It is checked when an attempt begins and when it commits. */
  readonly right: Right;
};

/** The documents that show that a request has taken effect. */
export type Traces = {
  readonly own: StoredDocument | undefined;
  readonly repeat: StoredDocument | undefined;
};

/**
 * How a request took effect. `this attempt`: this attempt has committed and got an answer. `lost
 * attempt`: an earlier attempt of this request has committed, but the answer to its commit was
 * lost. `earlier request`: an earlier request with the same key had already taken effect.
 */
export type Effect<T> =
  | { readonly by: 'this attempt'; readonly answer: T }
  | { readonly by: 'lost attempt'; readonly own: StoredDocument }
  | {
      readonly by: 'earlier request';
      readonly documents: EarlierAnswer;
      /**
       * False if the earlier request created nothing, because the document in its answer already
       * existed.
       */
      readonly created: boolean;
    };

async function effectOf(
  ctx: Context,
  { repeat }: Pick<OnceRequest, 'repeat'>,
  found: Traces,
): Promise<Effect<never> | undefined> {
  if (found.own !== undefined) return { by: 'lost attempt', own: found.own };
  const documents = repeat && (await findEarlier(ctx, repeat, found.repeat));
  return documents && { by: 'earlier request', documents, created: hasCreated(found.repeat) };
}

/**
 * Called when an attempt is refused. The request may have taken effect before the reason for the
 * refusal existed. If it did, the function returns how the request took effect.
 * @throws the refusal, if the request has not taken effect
 */
async function effectBefore(
  ctx: Context,
  request: OnceRequest,
  attempt: number,
  refusal: unknown,
): Promise<Effect<never>> {
  const isRepeated = attempt > 0 || request.repeat !== undefined;
  const isPossible = isRepeated && refusal instanceof Problem;
  const before = isPossible ? await findEffect(ctx, request) : undefined;
  if (before === undefined) throw refusal;
  return before;
}

/**
 * Makes a request take effect only once. An attempt looks for the documents that show that the
 * request has taken effect. Only the first attempt may skip this. If the documents exist, an
 * earlier attempt or an earlier request with the same key has stored them. Then the new attempt
 * writes nothing. Otherwise it commits. If another writer was faster, or the settings have changed,
 * the next attempt begins. If `find` refuses an attempt, but the request has already taken effect,
 * the result is the earlier effect and not the refusal. Each attempt is checked, see
 * `retryChecked`.
 * @throws Problem `idempotency-mismatch`, `idempotency-record-gone`, `contention`, and the errors
 * of the steps
 */
export function commitOnce<F extends Traces, T>(
  ctx: Context,
  request: OnceRequest,
  steps: {
    /**
     * Reads the documents that an attempt needs. The first attempt (number 0) may assume their
     * content instead of reading them.
     */
    readonly find: (now: CheckedContext, attempt: number) => Promise<F>;
    /**
     * Makes the one commit of an attempt.
     * @throws WriteConflict
     */
    readonly commit: (now: CheckedContext, found: F, attempt: number) => Promise<T>;
  },
): Promise<Effect<T>> {
  return retryChecked(ctx, request.right, async (now, attempt): Promise<Effect<T>> => {
    let found: F;
    try {
      found = await steps.find(now, attempt);
    } catch (refusal) {
      return effectBefore(now, request, attempt, refusal);
    }
    const effect = await effectOf(now, request, found);
    if (effect !== undefined) return effect;
    return { by: 'this attempt', answer: await steps.commit(now, found, attempt) };
  });
}

/**
 * Finds out whether a request took effect before this attempt, and how. It costs one read. If an
 * earlier request with the same key took effect, it costs a second read.
 * @throws Problem `idempotency-…`
 */
export async function findEffect(
  ctx: Context,
  request: Omit<OnceRequest, 'right'>,
): Promise<Effect<never> | undefined> {
  return effectOf(ctx, request, await findTraces(ctx, request));
}

/** The result of preparing an attempt that creates documents. */
export type Preparation<P> = {
  readonly prepared: P;
  /**
   * The marks that the attempt stores. If a live mark already has the id of one of them, the
   * request is refused.
   */
  readonly unique?: UniqueMarks;
};

type CreationTraces = Traces & {
  readonly marks: readonly (StoredDocument | undefined)[];
};

async function findTraces(
  ctx: Context,
  { own: ownRef, repeat }: Omit<OnceRequest, 'right'>,
  unique?: UniqueMarks,
): Promise<CreationTraces> {
  const repeatRefs = repeat === undefined ? [] : [repeat.mark.ref];
  const markRefs = unique?.marks.map(({ ref }) => ref) ?? [];
  const [own, ...others] = await ctx.store.getAll([ownRef, ...repeatRefs, ...markRefs]);
  const found = repeat === undefined ? undefined : others.shift();
  return { own, repeat: found, marks: others };
}

/**
 * Like {@link commitOnce}, for a request that creates documents. The first attempt reads nothing,
 * because the commit fails if a document that it creates exists already. `commit` gets the writes
 * of the request's marks, and adds them to its own writes.
 * @throws the problems of `commitOnce`, and the refusal in `unique` if a live mark exists already
 * or if a mark is needed twice
 */
export async function createOnce<P, T>(
  ctx: Context,
  request: OnceRequest,
  steps: {
    /**
     * Sets the instants and expiries of the new documents, and encrypts their fields. Later
     * attempts may use the same result, see `keepPrepared`.
     */
    readonly prepare: (now: CheckedContext) => Promise<Preparation<P>>;
    /** Makes the one commit of an attempt. @throws WriteConflict */
    readonly commit: (
      now: CheckedContext,
      prepared: P,
      markWrites: readonly Write[],
      attempt: number,
    ) => Promise<T>;
  },
): Promise<Effect<T>> {
  const prepare = keepPrepared(steps.prepare);
  return commitOnce(ctx, request, {
    async find(now, attempt) {
      const { prepared, unique } = await prepare(now);
      if (unique !== undefined) requireDistinct(unique);
      const nothing: CreationTraces = { own: undefined, repeat: undefined, marks: [] };
      const found = attempt === 0 ? nothing : await findTraces(now, request, unique);
      return { ...found, prepared, unique };
    },
    commit: async (now, { prepared, unique, ...found }, attempt) => {
      const taken = unique === undefined ? [] : takeMarks(now, unique, found.marks);
      const markWrites = [...rememberRepeat(request.repeat, found.repeat), ...taken];
      return steps.commit(now, prepared, markWrites, attempt);
    },
  });
}
