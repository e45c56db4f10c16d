import type { Context as HonoContext } from 'hono';
import { ipAddress } from '#shared/categories/field-schemas.ts';
import type { AppEnv } from '../env.ts';

/**
 * Where a request came from. Google's front end appends the address it sees to `X-Forwarded-For`, so the last one is
 * what no caller can make up (https://cloud.google.com/functions/docs/reference/headers). Behind proxies of one's
 * own, Firebase Hosting say, that is the last proxy's, and the caller's stands as many places before it.
 * @returns undefined when there is none
 */
export function clientAddress(
  forwardedFor: string | undefined,
  trustedProxies: number,
): string | undefined {
  const addresses = forwardedFor?.split(',') ?? [];
  const address = addresses.at(-1 - trustedProxies) ?? addresses[0];
  const parsed = ipAddress.safeParse(address?.trim());
  return parsed.success ? parsed.data : undefined;
}

/** {@link clientAddress} of a request. */
export function clientOf(c: HonoContext<AppEnv>): string | undefined {
  return clientAddress(c.req.header('x-forwarded-for'), c.var.guards.trustedProxies ?? 0);
}
