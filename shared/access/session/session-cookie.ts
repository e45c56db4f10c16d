import type { Instant } from '#shared/base/time/instant.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';

/** The only cookie that Firebase Hosting sends to functions. */
const name = '__session';
/** The longest cookie that every browser stores (RFC 6265, section 6.1). */
const lengthMax = 4_096;

/**
 * Returns the value of the session cookie in a `Cookie` header. Undefined when there is none, or
 * when it is too long. Also undefined when there are two: a page on a neighbouring domain may have
 * set one of them, and the server cannot find out which.
 */
export function readSessionCookie(header: string | undefined): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value] = values;
  if (values.length !== 1 || value === '' || value === undefined) return undefined;
  return value.length > lengthMax ? undefined : value;
}

export type CookieOptions = {
  /**
   * `Strict`: the cookie is sent only with requests of the console’s own pages. `Lax`: it is also
   * sent when the provider sends a person back.
   */
  readonly sameSite: 'Strict' | 'Lax';
  readonly lifetime: Instant;
};

/**
 * A `Set-Cookie` value that scripts cannot read. The browser sends it only over TLS, or to a server
 * on the browser's own machine.
 */
export function setSessionCookie(value: string, { sameSite, lifetime }: CookieOptions): string {
  const seconds = Math.ceil(lifetime / microsPerSecond);
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=${sameSite}`;
}

/** A `Set-Cookie` value that deletes the cookie. */
export const clearSessionCookie = `${name}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict`;
