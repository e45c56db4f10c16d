import * as z from 'zod';
import type { Instant } from '#shared/base/time/instant.ts';
import { openJws } from '#shared/vault/open-jws.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { openCookie } from './seal-cookie.ts';
import type { SessionKeys } from './session-keys.ts';
import { clockToleranceMicros } from './session-times.ts';

/**
 * The `typ` of a signed session. Other texts that the same key signs have another `typ`, so they
 * are not accepted as sessions.
 */
export const sessionType = 'mayfly-session+jws';

const instant = z.int();

const claimsSchema = z.object({
  id: z.string(),
  email: z.string(),
  issuer: z.string(),
  /** The time at which the person signed in. */
  begun_at: instant,
  /** The time at which this cookie was made. */
  issued_at: instant,
  /** The time at which the session ends if it is not extended. */
  expires_at: instant,
});

export type SessionClaims = z.infer<typeof claimsSchema>;

/**
 * Returns the claims of a signed session. Undefined for any other text, and for a text that no
 * pinned key has signed.
 */
async function verify(pinned: PublicKeys, jws: string): Promise<SessionClaims | undefined> {
  try {
    return claimsSchema.parse(await openJws(pinned, sessionType, jws));
  } catch {
    return undefined;
  }
}

/**
 * Returns the claims in the cookie of a session, if they have not expired. Undefined for any other
 * cookie.
 */
export async function openSession(
  { keys, pinned }: { readonly keys: SessionKeys; readonly pinned: PublicKeys },
  sealed: string,
  now: Instant,
): Promise<SessionClaims | undefined> {
  const jws = await openCookie(keys, 'session', sealed);
  const claims = jws === undefined ? undefined : await verify(pinned, jws);
  if (claims === undefined) return undefined;
  const isCurrent = now < claims.expires_at && claims.issued_at <= now + clockToleranceMicros;
  return isCurrent ? claims : undefined;
}
