import { expect, test } from 'vitest';
import { newWebhookSecret, signWebhook } from '#shared/outbound/sign-webhook.ts';
import { createCustomerFile } from './customer-file.ts';

const secret = newWebhookSecret((length) => new Uint8Array(length).fill(7));
const now = 1_800_000_000_000_000;
const nowSeconds = now / 1_000_000;
const body = '{"a":1}';

function headersOf(signed: { readonly [name: string]: string }) {
  return (name: string) => signed[name];
}

const signed = (text = body) => headersOf(signWebhook(secret, { id: 'msg_1', now, body: text }));

test('the customer file accepts a signed message that is five minutes old', () => {
  const file = createCustomerFile();
  expect(file.take(secret, signed(), body, nowSeconds + 300)).toBe(true);
  expect(file.received).toEqual([{ a: 1 }]);
});

test('the customer file refuses a changed, an old and an unsigned message', () => {
  const file = createCustomerFile();
  expect(file.take(secret, signed(), '{"a":2}', nowSeconds)).toBe(false);
  expect(file.take(secret, signed(), body, nowSeconds + 301)).toBe(false);
  expect(file.take(secret, () => undefined, body, nowSeconds)).toBe(false);
  expect(file.received).toEqual([]);
});

test('the customer file keeps the latest five messages', () => {
  const file = createCustomerFile();
  for (let at = 0; at < 7; at += 1) {
    const text = `{"a":${at}}`;
    file.take(secret, signed(text), text, nowSeconds);
  }
  expect(file.received).toEqual([6, 5, 4, 3, 2].map((a) => ({ a })));
});
