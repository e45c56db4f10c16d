import * as z from 'zod';
import { jsonText } from '#shared/base/config/json-text.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { openCookie, sealCookie } from './seal-cookie.ts';
import { readSessionCookie, setSessionCookie } from './session-cookie.ts';
import type { SessionKeys } from './session-keys.ts';
import { pendingMicros } from './session-times.ts';

const pendingSchema = z.object({
  issuer: z.string(),
  /**
   * Three random values. The provider must return `state`, and must put `nonce` into the ID token.
   * Mayfly must send `verifier` to the provider (RFC 6749, OpenID Connect, RFC 7636).
   */
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  return_to: z.string(),
  expires_at: z.int(),
});

/** A sign-in that the provider has not answered yet. It is stored only in the person’s browser. */
export type PendingSignIn = Omit<z.infer<typeof pendingSchema>, 'expires_at'>;

/**
 * Returns a `Set-Cookie` value that keeps a pending sign-in for ten minutes. The cookie has the
 * same name as the session's cookie and replaces that cookie, because Firebase Hosting sends only a
 * cookie of this name to functions. It is `Lax`, because the provider's answer comes from another
 * site.
 */
export async function keepPendingSignIn(
  keys: SessionKeys,
  pending: PendingSignIn,
  now: Instant,
): Promise<string> {
  const claims = { ...pending, expires_at: now + pendingMicros };
  const sealed = await sealCookie(keys, 'sign-in', JSON.stringify(claims));
  return setSessionCookie(sealed, { sameSite: 'Lax', lifetime: pendingMicros });
}

/**
 * Reads the pending sign-in from a `Cookie` header. Undefined when there is none, or when it has
 * expired.
 */
export async function readPendingSignIn(
  keys: SessionKeys,
  cookieHeader: string | undefined,
  now: Instant,
): Promise<PendingSignIn | undefined> {
  const sealed = readSessionCookie(cookieHeader);
  if (sealed === undefined) return undefined;
  const text = await openCookie(keys, 'sign-in', sealed);
  const parsed = jsonText.pipe(pendingSchema).safeParse(text);
  if (!parsed.success || now >= parsed.data.expires_at) return undefined;
  const { expires_at: _, ...pending } = parsed.data;
  return pending;
}
