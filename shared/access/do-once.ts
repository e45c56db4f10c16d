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
 * The reads and the commit of an attempt. Its right was checked, and the commit checks it again.
 */
export type Attempt = {
  readonly store: ReadStore;
  readonly now: () => Instant;
  readonly commit: Store['commit'];
};

/**
 * Runs attempts, the first with number 0, until one meets no other writer.
 * @throws Problem `contention`, what the check and the attempt throw
 */
export type RunAttempts = <T>(attempt: (now: Attempt, number: number) => Promise<T>) => Promise<T>;

/** A request under an `Idempotency-Key`. */
export type OnceRequest = {
  /** The caller of the request: the key has no meaning for other callers. */
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

/** The steps of a verb that changes who may call. */
export type OnceSteps<T> = {
  /**
   * Makes the one commit of an attempt. `remember` takes the id of the answering document and
   * gives the writes to add.
   */
  readonly commit: (
    now: Attempt,
    remember: (id: string) => readonly Write[],
    number: number,
  ) => Promise<T>;
  /** Answers a repeated request by that id; undefined if the document is gone. */
  readonly repeat: (now: Attempt, id: string) => Promise<T | undefined>;
};

/**
 * Runs the steps until an attempt has committed, or finds that an earlier request has.
 * @throws what the attempts and the steps throw
 */
export type DoOnce = <T>(run: RunAttempts, steps: OnceSteps<T>) => Promise<T>;

/** For requests without an `Idempotency-Key`: it runs again only when another writer was faster. */
export const doUnkeyed: DoOnce = (run, { commit }) =>
  run((now, number) => commit(now, () => [], number));

/**
 * Lets a request take effect once within 24 hours under its `Idempotency-Key`. It calls
 * `onReplayed` when an earlier request has already done it. One commit writes the data and its
 * mark, so both are in the same database. The hashes of marks need no secret of a tenant. Besides
 * the errors of {@link DoOnce} there are these:
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
