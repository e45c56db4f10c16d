import * as z from 'zod';
import type { Instant } from '#shared/base/time/instant.ts';
import { openCookie, sealCookie } from './seal-cookie.ts';
import { setSessionCookie } from './session-cookie.ts';
import type { SessionKeys } from './session-keys.ts';
import { absoluteMicros, clockToleranceMicros, idleMicros } from './session-times.ts';

const instant = z.int();

const claimsSchema = z.object({
  id: z.string(),
  email: z.string(),
  issuer: z.string(),
  /** When the person signed in. */
  begun_at: instant,
  /** When this cookie was made. */
  issued_at: instant,
  /** When it ends unless it is renewed. */
  expires_at: instant,
});

export type SessionClaims = z.infer<typeof claimsSchema>;

/** The end of a session that is used at `now`. */
export function endOf({ begun_at }: Pick<SessionClaims, 'begun_at'>, now: Instant): Instant {
  return Math.min(now + idleMicros, begun_at + absoluteMicros);
}

/** A `Set-Cookie` value with a session that was used at `now`. */
export async function issueSession(
  keys: SessionKeys,
  session: Pick<SessionClaims, 'id' | 'email' | 'issuer' | 'begun_at'>,
  now: Instant,
): Promise<string> {
  const { id, email, issuer, begun_at } = session;
  const expires_at = endOf(session, now);
  const claims: SessionClaims = { id, email, issuer, begun_at, issued_at: now, expires_at };
  const sealed = await sealCookie(keys, 'session', claims);
  return setSessionCookie(sealed, { sameSite: 'Strict', lifetime: expires_at - now });
}

/** What a session’s cookie says while it has not expired; undefined for anything else. */
export async function openSession(
  keys: SessionKeys,
  sealed: string,
  now: Instant,
): Promise<SessionClaims | undefined> {
  const parsed = claimsSchema.safeParse(await openCookie(keys, 'session', sealed));
  if (!parsed.success) return undefined;
  const { issued_at, expires_at } = parsed.data;
  const isCurrent = now < expires_at && issued_at <= now + clockToleranceMicros;
  return isCurrent ? parsed.data : undefined;
}
