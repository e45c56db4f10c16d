import type { Instant } from '#shared/base/time/instant.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import { signWebhook } from '#shared/outbound/sign-webhook.ts';
import type { OpenSecret } from './open-secrets.ts';

/** The time in which a recipient must answer. */
const deadlineMs = 10_000;
/**
 * At most this many bytes of a recipient's answer are read. Mayfly reads them only so that the
 * connection can end properly, and does not use them.
 */
const maxAnswerBytes = 1_024;

/**
 * The result of sending a message: whether the recipient accepted the message, and if not, the
 * reason.
 */
export type Posted =
  | { readonly taken: true; readonly status: number }
  | { readonly taken: false; readonly status: number | null; readonly failure: string };

/**
 * Signs a message once with each valid secret. A recipient who knows one of these secrets finds the
 * signature that was made with it.
 */
function signatures(secrets: readonly OpenSecret[], message: Parameters<typeof signWebhook>[1]) {
  const signed = secrets.map(({ secret }) => signWebhook(secret, message));
  const each = signed.map((headers) => headers['webhook-signature']);
  return { ...signed[0], 'webhook-signature': each.join(' ') };
}

/**
 * Sends a signed message to an endpoint. The recipient has accepted the message if the status of
 * the answer is 200 to 299. This function never throws.
 */
export async function postNotice(
  { send, now }: { readonly send: SendOutbound; readonly now: () => Instant },
  url: string,
  secrets: readonly OpenSecret[],
  { id, body }: { readonly id: string; readonly body: string },
): Promise<Posted> {
  if (secrets.length === 0) return { taken: false, status: null, failure: 'secret-gone' };
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': id,
    ...signatures(secrets, { id, now: now(), body }),
  };
  const outcome = await send({ url, headers, body, deadlineMs, maxAnswerBytes });
  if (outcome.kind === 'failed') return { taken: false, status: null, failure: outcome.reason };
  const { status } = outcome;
  if (status >= 200 && status < 300) return { taken: true, status };
  return { taken: false, status, failure: `http-${status}` };
}
