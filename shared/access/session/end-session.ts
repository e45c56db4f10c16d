import type { Instant } from '#shared/base/time/instant.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { isUnexpired } from '#shared/store/live.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import { createOrReplace, type Store } from '#shared/store/store.ts';
import { endingRef, sessionRef } from './session-documents.ts';
import type { SessionKeys } from './session-keys.ts';
import { absoluteMicros } from './session-times.ts';

export type EndSessionDeps = {
  readonly store: Store;
  readonly keys: SessionKeys;
  readonly now: () => Instant;
  readonly purgeShards: number;
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
};

/**
 * Ends a session. It stops working in every process within 5 s. If the session has already ended,
 * nothing changes.
 */
export async function endSession(deps: EndSessionDeps, id: string): Promise<void> {
  await retryOnConflict(deps, async () => {
    const session = await deps.store.get(sessionRef(id));
    if (!isUnexpired(session, deps.now()) || session.data['revoked_at'] !== undefined) return;
    const data = { ...session.data, revoked_at: deps.now() };
    await deps.store.commit([
      { kind: 'replace', ref: session.ref, data, version: session.version },
    ]);
  });
}

/**
 * Ends all sessions that a person has begun until now, on all devices. The sessions stop working
 * within 5 s. A session lasts 12 hours at most, so all open sessions began today or yesterday. If
 * the clock of another process is ahead, its sessions may even have begun tomorrow. If a day has no
 * key, no session began on that day.
 */
export async function endAllSessions(deps: EndSessionDeps, email: string): Promise<void> {
  await retryOnConflict(deps, async () => {
    const refs = (await deps.keys.existing()).map((key) => endingRef(key, email));
    const found = await deps.store.getAll(refs);
    const expiresAt = deps.now() + absoluteMicros;
    const writes = refs.map((ref, index) => {
      const purge_shard = purgeShard(ref.id, deps.purgeShards);
      return createOrReplace(ref, { expires_at: expiresAt, purge_shard }, found[index]);
    });
    await deps.store.commit(writes);
  });
}
