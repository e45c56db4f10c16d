import type { Instant } from '#shared/base/time/instant.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { Store } from '#shared/store/store.ts';
import { type IssueSessionDeps, issueSession } from './issue-session.ts';
import { sessionRef } from './session-documents.ts';
import { absoluteMicros } from './session-times.ts';

export type BeginSessionDeps = IssueSessionDeps & {
  readonly store: Store;
  readonly now: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly purgeShards: number;
};

/**
 * Begins a session. The session gets a new id, so an attacker cannot make a person use a session
 * whose id the attacker knows. `note` runs before the session is stored. If `note` throws, the
 * session does not begin.
 * @returns a `Set-Cookie` value
 */
export async function beginSession(
  deps: BeginSessionDeps,
  person: { readonly email: string; readonly issuer: string },
  note?: (sessionId: string) => Promise<void>,
): Promise<string> {
  const id = Buffer.from(deps.randomBytes(16)).toString('hex');
  await note?.(id);
  const now = deps.now();
  const data = {
    created_at: now,
    expires_at: now + absoluteMicros,
    purge_shard: purgeShard(id, deps.purgeShards),
  };
  await deps.store.commit([{ kind: 'create', ref: sessionRef(id), data }]);
  return issueSession(deps, { ...person, id, begun_at: now }, now);
}
