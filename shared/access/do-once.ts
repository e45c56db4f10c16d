import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isUnexpired } from '#shared/store/live.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import {
  createOrReplace,
  type DocumentData,
  type DocumentRef,
  type Store,
  type Write,
} from '#shared/store/store.ts';
import { accessMarks } from './collections.ts';
import type { PersonIds } from './members/person-ids.ts';

export type OnceDeps = RetryDeps & {
  readonly store: Store;
  readonly personIds: PersonIds;
  readonly now: () => Instant;
  readonly purgeShards: number;
};

/** A request under an `Idempotency-Key`. */
export type OnceRequest = {
  /** Whose request it is: the key means nothing beyond it. */
  readonly tenant: string;
  readonly verb: string;
  readonly key: string;
  readonly body: unknown;
};

type Repeat = { readonly ref: DocumentRef; readonly data: DocumentData };

/** What stands for a request: key and body as keyed hashes only. */
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

/** How a verb that changes who may call takes effect. */
export type OnceSteps<T> = {
  /** Makes the one commit of an attempt; `remember` gives the writes that go along, for the id of what answers it. */
  readonly commit: (remember: (id: string) => readonly Write[]) => Promise<T>;
  /** Answers a repetition by that id; undefined where it is gone. */
  readonly repeat: (id: string) => Promise<T | undefined>;
};

/** Runs the steps until an attempt has committed, or an earlier request is found to have. @throws Problem `contention`, and what the steps throw */
export type DoOnce = <T>(steps: OnceSteps<T>) => Promise<T>;

/** For what comes without an `Idempotency-Key`: another writer who was faster is all that counts. */
export function doUnkeyed(deps: RetryDeps): DoOnce {
  return ({ commit }) => retryOnConflict(deps, () => commit(() => []));
}

/**
 * Lets a request take effect once within 24 hours under its `Idempotency-Key`; `onReplayed` is told when an earlier one
 * has done it. The marks lie in the database of what they protect, because one commit writes both; their hashes need
 * no secret of a tenant's. Besides what {@link DoOnce} throws:
 * @throws Problem `idempotency-mismatch` for another body, `idempotency-record-gone`
 */
export function doUnderKey(
  deps: OnceDeps,
  request: OnceRequest & { readonly onReplayed: () => void },
): DoOnce {
  return async <T>(steps: OnceSteps<T>) => {
    const { ref, data } = await describeRepeat(deps, request);
    return retryOnConflict(deps, async () => {
      const found = await deps.store.get(ref);
      if (!isUnexpired(found, deps.now())) {
        const remember = (id: string): Write[] => [
          createOrReplace(ref, { ...data, answered_by: id }, found),
        ];
        return steps.commit(remember);
      }
      if (found.data['body_hash'] !== data['body_hash']) throw new Problem('idempotency-mismatch');
      const answer = await steps.repeat(found.data['answered_by'] as string);
      if (answer === undefined) throw new Problem('idempotency-record-gone');
      request.onReplayed();
      return answer;
    });
  };
}
