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
 * What an attempt can do: reads, and one commit. The right to do the work was checked, and the
 * commit checks this right again.
 */
export type Attempt = {
  readonly store: ReadStore;
  readonly now: () => Instant;
  readonly commit: Store['commit'];
};

/**
 * Runs attempts until one has no conflict with another writer. The first attempt has the number 0.
 * @throws Problem `contention`, the errors of the check and of the attempt
 */
export type RunAttempts = <T>(attempt: (now: Attempt, number: number) => Promise<T>) => Promise<T>;

/** A request with an `Idempotency-Key`. */
export type OnceRequest = {
  /** The key is valid only for requests with this tenant and this verb. */
  readonly tenant: string;
  readonly verb: string;
  readonly key: string;
  readonly body: unknown;
};

type Repeat = { readonly ref: DocumentRef; readonly data: DocumentData };

/** The mark of a request. It stores key and body only as keyed hashes. */
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
   * Makes the one commit of an attempt. `remember` gets the id of the document for the answer, and
   * returns the writes to add.
   */
  readonly commit: (
    now: Attempt,
    remember: (id: string) => readonly Write[],
    number: number,
  ) => Promise<T>;
  /**
   * Answers a repeated request from the document with that id. Undefined if the document was
   * deleted.
   */
  readonly repeat: (now: Attempt, id: string) => Promise<T | undefined>;
};

/**
 * Runs the steps until an attempt has committed, or finds that an earlier request has committed.
 * @throws the errors of the attempts and the steps
 */
export type DoOnce = <T>(run: RunAttempts, steps: OnceSteps<T>) => Promise<T>;

/** Runs the steps of a request without an `Idempotency-Key`. They run again after a conflict. */
export const doUnkeyed: DoOnce = (run, { commit }) =>
  run((now, number) => commit(now, () => [], number));

/**
 * Makes sure that a request with an `Idempotency-Key` has one effect within 24 hours. It calls
 * `onReplayed` when an earlier request has already had the effect. One commit writes the data and
 * the mark, so both are in the same database. The hashes in marks need no secret of a tenant. The
 * function throws the errors of {@link DoOnce}, and these:
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
