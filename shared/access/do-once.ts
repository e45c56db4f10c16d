import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isUnexpired } from '#shared/store/live.ts';
import {
  createOrReplace,
  type DocumentData,
  type DocumentRef,
  type ReadStore,
  type Store,
  type Write,
} from '#shared/store/store.ts';
import { accessMarks } from './collections.ts';
import type { PersonIds } from './members/person-ids.ts';

export type OnceDeps = {
  readonly personIds: PersonIds;
  readonly now: () => Instant;
  readonly purgeShards: number;
};

/**
 * What an attempt can do: read, and commit once. The right was checked before the attempt, and the
 * commit checks it again.
 */
export type Attempt = {
  readonly store: ReadStore;
  readonly now: () => Instant;
  readonly commit: Store['commit'];
};

/**
 * Repeats an attempt until it has no conflict with another writer. The first attempt has the number
 * 0.
 * @throws Problem `contention`, the errors of the check and of the attempt
 */
export type RunAttempts = <T>(attempt: (now: Attempt, number: number) => Promise<T>) => Promise<T>;

/** A request with an `Idempotency-Key`. */
export type OnceRequest = {
  /** A request with the same `Idempotency-Key` but another tenant or verb is another request. */
  readonly tenant: string;
  readonly verb: string;
  readonly key: string;
  readonly body: unknown;
};

type Repeat = { readonly ref: DocumentRef; readonly data: DocumentData };

/** Makes the mark of a request. The mark contains the key and the body only as keyed hashes. */
async function describeRepeat(
  deps: OnceDeps,
  { tenant, verb, key, body }: OnceRequest,
): Promise<Repeat> {
  const [id, bodyHash] = await Promise.all([
    deps.personIds.markOf(['key', tenant, verb, key]),
    deps.personIds.markOf(['body', tenant, verb, JSON.stringify(body)]),
  ]);
  const data = {
    body_hash: bodyHash,
    expires_at: deps.now() + microsPerDay,
    purge_shard: purgeShard(id, deps.purgeShards),
  };
  return { ref: { tenant, collection: accessMarks.id, id }, data };
}

/** The steps of a verb that changes tenants, members or keys. */
export type OnceSteps<T> = {
  /**
   * Makes the only commit of an attempt. It gives `remember` the id of the document from which a
   * repeated request is answered. `remember` returns the writes that store the mark, and `commit`
   * adds them to its own writes.
   */
  readonly commit: (
    now: Attempt,
    remember: (id: string) => readonly Write[],
    number: number,
  ) => Promise<T>;
  /**
   * Answers a repeated request from the document whose id `remember` got. The result is undefined
   * if the document was deleted.
   */
  readonly repeat: (now: Attempt, id: string) => Promise<T | undefined>;
};

/**
 * Runs the steps of a verb until an attempt has committed, or has found that an earlier request did
 * the work.
 * @throws the errors of the attempts and the steps
 */
export type DoOnce = <T>(run: RunAttempts, steps: OnceSteps<T>) => Promise<T>;

/** Runs the steps of a request without an `Idempotency-Key`. They run again after a conflict. */
export const doUnkeyed: DoOnce = (run, { commit }) =>
  run((now, number) => commit(now, () => [], number));

/**
 * Makes sure that a request with an `Idempotency-Key` has only one effect, even if it is repeated
 * within 24 hours. For a repeated request it calls `onReplayed`. One commit writes the data and the
 * mark, so both are in the same database. The hashes in marks need no secret of a tenant. Besides
 * the errors of {@link DoOnce}, it throws these:
 * @throws Problem `idempotency-mismatch` for another body, `idempotency-record-gone`
 */
export function doUnderKey(
  deps: OnceDeps,
  request: OnceRequest & { readonly onReplayed: () => void },
): DoOnce {
  return async <T>(run: RunAttempts, steps: OnceSteps<T>) => {
    const { ref, data } = await describeRepeat(deps, request);
    return run(async (now, number) => {
      const found = await now.store.get(ref);
      if (!isUnexpired(found, now.now())) {
        const remember = (id: string): Write[] => [
          createOrReplace(ref, { ...data, answered_by: id }, found),
        ];
        return steps.commit(now, remember, number);
      }
      if (found.data['body_hash'] !== data['body_hash']) throw new Problem('idempotency-mismatch');
      const answer = await steps.repeat(now, found.data['answered_by'] as string);
      if (answer === undefined) throw new Problem('idempotency-record-gone');
      request.onReplayed();
      return answer;
    });
  };
}
