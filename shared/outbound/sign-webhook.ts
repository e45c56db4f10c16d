import { createHmac } from 'node:crypto';
import type { Instant } from '#shared/base/time/instant.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';

const prefix = 'whsec_';

/** Makes the secret of an endpoint: 256 random bits, in the form that Standard Webhooks defines. */
export function newWebhookSecret(randomBytes: (length: number) => Uint8Array): string {
  return `${prefix}${Buffer.from(randomBytes(32)).toString('base64')}`;
}

/** A message to sign. */
export type SignedMessage = {
  /** The id of the message, without a dot. A repeated message has the same id. */
  readonly id: string;
  /** The time of this attempt to send the message. */
  readonly now: Instant;
  readonly body: string;
};

/**
 * Makes the headers with which a receiver can check that a message is from Mayfly, is unchanged,
 * and is not old. They are `webhook-id`, `webhook-timestamp` (seconds since 1970) and
 * `webhook-signature`. The signature is `v1,` followed by the base64 of HMAC-SHA-256 over
 * `id.timestamp.body` (https://www.standardwebhooks.com).
 * @param secret a secret in the form that {@link newWebhookSecret} makes
 */
export function signWebhook(
  secret: string,
  { id, now, body }: SignedMessage,
): { readonly [name: string]: string } {
  const timestamp = String(Math.floor(now / microsPerSecond));
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
