import { createHmac, timingSafeEqual } from 'node:crypto';

/** The shop's own system keeps and shows at most this many messages. */
const shownMax = 5;
/**
 * The shop's own system refuses a message whose time is more than this number of seconds before or
 * after the present time. So a person who intercepts a message cannot send it again later.
 */
const ageMaxSeconds = 300;

export type Headers = (name: string) => string | undefined;

/**
 * Tells whether the message comes from Mayfly, is unchanged, and is recent.
 * `shared/outbound/README.md` describes this check.
 */
function isFromMayfly(secret: string, header: Headers, body: string, nowSeconds: number): boolean {
  const timestamp = header('webhook-timestamp') ?? '';
  if (!(Math.abs(nowSeconds - Number(timestamp)) <= ageMaxSeconds)) return false;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${header('webhook-id')}.${timestamp}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest();
  const signatures = (header('webhook-signature') ?? '').split(' ');
  return signatures.some((text) => {
    const given = Buffer.from(text.replace('v1,', ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/**
 * Creates the shop's own system. It accepts messages of Mayfly, and keeps the latest ones in
 * memory.
 */
export function createCustomerFile() {
  const received: object[] = [];
  return {
    received: received as readonly object[],
    /** Checks a message, and keeps it. Returns false and keeps nothing if the check fails. */
    take(secret: string, header: Headers, body: string, nowSeconds: number): boolean {
      if (!isFromMayfly(secret, header, body, nowSeconds)) return false;
      received.unshift(Object(JSON.parse(body)));
      received.length = Math.min(received.length, shownMax);
      return true;
    },
  };
}
