import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startProxy } from '#shared/base/grpc/testing/start-proxy.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import { startKmsEmulator } from '../../infra/emulators/kms/kms-emulator.ts';
import { connectKms as connectClient, parent, ring } from './kms-client.ts';

test('if the connection to the key service broke without a sign while there were no calls, the next call succeeds on a new connection', async () => {
  const emulator = await startKmsEmulator();
  onTestFinished(() => emulator.stop());
  const client = connectClient(emulator);
  onTestFinished(() => client.close());
  await client.createKeyRing({ parent, keyRingId: 'mayfly' });
  const cryptoKey = { purpose: 'ENCRYPT_DECRYPT' } as const;
  await client.createCryptoKey({ parent: ring, cryptoKeyId: 'customers', cryptoKey });
  const proxy = await startProxy(emulator.port);
  const wrapper = connectKms({
    projectId: 'demo-kms',
    location: 'europe',
    emulatorHost: proxy.host,
    caller: 'customers',
    keepaliveMs: 100,
  });
  const [secret, aad] = [Buffer.from('secret'), Buffer.from('aad')];
  const wrapped = await wrapper.wrap('customers', secret, aad);
  await sleep(200);
  proxy.breakSilently();
  expect(await wrapper.unwrap('customers', wrapped, aad)).toEqual(secret);
});
