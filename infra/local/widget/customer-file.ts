import { createHmac, timingSafeEqual } from 'node:crypto';

/** The largest number of messages that the shop's own system shows. */
const shownMax = 5;
/**
 * A message is refused if its time differs from the present time by more than this. So nobody can
 * send an intercepted message again later.
 */
const ageMaxSeconds = 300;

export type Headers = (name: string) => string | undefined;

/**
 * Tells whether a message comes from Mayfly, is unchanged and new. `shared/outbound/README.md`
 * describes this check.
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

/** The shop's own system. It accepts messages of Mayfly, and keeps the latest in memory. */
export function createCustomerFile() {
  const received: object[] = [];
  return {
    received: received as readonly object[],
    /** Accepts a message. Returns false if the message does not come from Mayfly. */
    take(secret: string, header: Headers, body: string, nowSeconds: number): boolean {
      if (!isFromMayfly(secret, header, body, nowSeconds)) return false;
      received.unshift(Object(JSON.parse(body)));
      received.length = Math.min(received.length, shownMax);
      return true;
    },
  };
}
