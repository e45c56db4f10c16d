import type { Instant } from '#shared/base/time/instant.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { Store } from '#shared/store/store.ts';
import { issueSession } from './session-claims.ts';
import { sessionRef } from './session-documents.ts';
import type { SessionKeys } from './session-keys.ts';
import { absoluteMicros } from './session-times.ts';

export type BeginSessionDeps = {
  readonly store: Store;
  readonly keys: SessionKeys;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
};

/**
 * Begins a session under an id that nobody has seen before, so that none can be foisted on a person.
 * @returns a `Set-Cookie` value
 */
export async function beginSession(
  deps: BeginSessionDeps,
  person: { readonly email: string; readonly issuer: string },
): Promise<string> {
  const id = Buffer.from(deps.randomBytes(16)).toString('hex');
  const now = deps.now();
  const data = {
    created_at: now,
    expires_at: now + absoluteMicros,
    purge_shard: purgeShard(id, deps.purgeShards),
  };
  await deps.store.commit([{ kind: 'create', ref: sessionRef(id), data }]);
  return issueSession(deps.keys, { ...person, id, begun_at: now }, now);
}
