import { ipAddress } from '../categories/field-schemas.ts';

/**
 * Where a request came from, as the platform says: Google's front end appends the address it sees to
 * `X-Forwarded-For`, so the last one is what no caller can make up
 * (https://cloud.google.com/functions/docs/reference/headers). Undefined when there is none.
 */
export function clientAddress(forwardedFor: string | undefined): string | undefined {
  const last = forwardedFor?.split(',').at(-1)?.trim();
  const parsed = ipAddress.safeParse(last);
  return parsed.success ? parsed.data : undefined;
}
