import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { newWebhookSecret, signWebhook } from './sign-webhook.ts';

type Headers = { readonly [name: string]: string };
type Verify = (secret: string, headers: Headers, body: string, nowSeconds?: number) => boolean;

/** Loads the function that the README shows to receivers as an example. */
async function verifierOfReadme(): Promise<Verify> {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const { isFromMayfly } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return isFromMayfly;
}

const at = 1_800_000_000;
const secret = newWebhookSecret((length) => new Uint8Array(length).fill(7));
const other = newWebhookSecret((length) => new Uint8Array(length).fill(8));
const message = { id: 'msg_1', now: at * microsPerSecond + 5, body: '{"ä":1}' };

test('the example message of Standard Webhooks gets its published signature', () => {
  const headers = signWebhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    now: 1_614_265_330 * microsPerSecond,
    body: '{"test": 2432232314}',
  });
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  expect(headers['webhook-timestamp']).toBe('1614265330');
});

test('the example code in the README accepts a message of Mayfly, and refuses a changed or old message', async () => {
  const verify = await verifierOfReadme();
  const headers = signWebhook(secret, message);
  expect(verify(secret, headers, message.body, at)).toBe(true);
  expect(verify(secret, headers, message.body, at + 301)).toBe(false);
  expect(verify(secret, headers, message.body, at - 301)).toBe(false);
  expect(verify(other, headers, message.body, at)).toBe(false);
  expect(verify(secret, headers, `${message.body} `, at)).toBe(false);
  expect(verify(secret, { ...headers, 'webhook-id': 'msg_2' }, message.body, at)).toBe(false);
  const later = { ...headers, 'webhook-timestamp': String(at + 1) };
  expect(verify(secret, later, message.body, at)).toBe(false);
  expect(verify(secret, {}, message.body, at)).toBe(false);
});

test('a new secret has 256 random bits', () => {
  expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32);
  expect(secret).not.toBe(other);
});
