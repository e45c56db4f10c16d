import { expect, test } from 'vitest';
import { readConfig } from '#shared/base/config/read-config.ts';
import { startReceiver } from '#shared/outbound/testing/start-receiver.ts';
import { outboundOf } from './outbound-of.ts';

const production = { GOOGLE_CLOUD_PROJECT: 'demo-project', KMS_LOCATION: 'europe' };
const local = { ...production, KMS_EMULATOR_HOST: '127.0.0.1:1' };

test('the local stack can send to a receiver on its own machine, but a deployment cannot', async () => {
  const { port, received } = await startReceiver((response) => response.end(), 'http');
  const url = `http://127.0.0.1:${port}/`;
  const request = { url, headers: {}, body: '', deadlineMs: 5_000, maxAnswerBytes: 1 };
  expect(await outboundOf(readConfig(production))(request)).toMatchObject({
    reason: 'target-refused',
  });
  expect(received).toEqual([]);
  expect(await outboundOf(readConfig(local))(request)).toMatchObject({ status: 200 });
});

test('host names are resolved with the settings of the machine', async () => {
  const url = 'https://localhost:1/';
  const request = { url, headers: {}, body: '', deadlineMs: 5_000, maxAnswerBytes: 1 };
  expect(await outboundOf(readConfig(local))(request)).toMatchObject({
    reason: 'connection-failed',
  });
});
