import type { Context as HonoContext } from 'hono';
import { ipAddress } from '#shared/categories/field-schemas.ts';
import type { AppEnv } from '../env.ts';

/**
 * Finds the IP address of a request's client. Google's front end adds the sender's address at the
 * end of `X-Forwarded-For`. So callers cannot forge the last address
 * (https://cloud.google.com/functions/docs/reference/headers). If the request came through our own
 * proxies, such as Firebase Hosting, the last address belongs to the last proxy. With n proxies,
 * the caller's address is n places before the last address. If there are fewer addresses, the first
 * one is used.
 * @returns undefined if the header is missing, or if the found address is invalid
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

/** The {@link clientAddress} of a request. */
export function clientOf(c: HonoContext<AppEnv>): string | undefined {
  return clientAddress(c.req.header('x-forwarded-for'), c.get('guards').trustedProxies ?? 0);
}
