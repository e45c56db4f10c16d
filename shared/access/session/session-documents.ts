import { createHmac } from 'node:crypto';
import type { Instant } from '#shared/base/time/instant.ts';
import { isUnexpired } from '#shared/store/live.ts';
import {
  type DocumentRef,
  platformTenant,
  type Store,
  type StoredDocument,
} from '#shared/store/store.ts';
import { sessionEndings, sessions } from './collections.ts';
import type { SessionClaims } from './session-claims.ts';
import { dayOf, type SessionKey, type SessionKeys } from './session-keys.ts';

export function sessionRef(id: string): DocumentRef {
  return { tenant: platformTenant, collection: sessions.id, id };
}

/**
 * The document reference of a mark. The mark ends the sessions that a person began on the day of
 * the key. Without this key, nobody can find out to which email address the mark belongs.
 */
export function endingRef(key: SessionKey, email: string): DocumentRef {
  const hash = createHmac('sha256', key.person).update(email, 'utf8').digest('hex');
  return { tenant: platformTenant, collection: sessionEndings.id, id: `${key.day}.${hash}` };
}

/**
 * True if a mark was stored after the session began. The database's own times decide this, because
 * the clocks of the two processes may differ.
 */
function wasEnded(
  session: StoredDocument,
  ending: StoredDocument | undefined,
  now: Instant,
): boolean {
  if (!isUnexpired(ending, now)) return false;
  const [begunAt, endedAt] = [session.times?.created, ending.times?.updated];
  return begunAt === undefined || endedAt === undefined || begunAt <= endedAt;
}

/**
 * True if a session is still open: its document exists, and nothing has ended it. The check needs
 * one request to the database.
 */
export async function isUnderWay(
  deps: { readonly store: Store; readonly keys: SessionKeys; readonly now: () => Instant },
  { id, email, begun_at }: SessionClaims,
): Promise<boolean> {
  const key = await deps.keys.find(dayOf(begun_at));
  if (key === undefined) return false;
  const [session, ending] = await deps.store.getAll([sessionRef(id), endingRef(key, email)]);
  const now = deps.now();
  const isOn = isUnexpired(session, now) && session.data['revoked_at'] === undefined;
  return isOn && !wasEnded(session, ending, now);
}
