import { CloudSchedulerClient } from '@google-cloud/scheduler';
import { credentials } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { startKmsEmulator } from '../../infra/emulators/kms/kms-emulator.ts';
import { startSchedulerEmulator } from '../../infra/emulators/scheduler/scheduler-emulator.ts';
import { createTokenIssuer } from '../../infra/emulators/scheduler/token-issuer.ts';
import { provisionLocal } from '../../infra/local/stack/provision.ts';
import { connectKms } from './kms-client.ts';

test('provisioning twice leaves the same keys and jobs, and old ciphertext opens', async () => {
  const issuer = await createTokenIssuer({ issuer: () => 'http://127.0.0.1' });
  const kmsEmulator = await startKmsEmulator();
  const schedulerEmulator = await startSchedulerEmulator({ issuer, now: Date.now });
  const kms = connectKms(kmsEmulator);
  const scheduler = new CloudSchedulerClient({
    apiEndpoint: '127.0.0.1',
    port: schedulerEmulator.port,
    projectId: 'demo-provision',
    sslCreds: credentials.createInsecure(),
  });
  const options = {
    kms,
    scheduler,
    projectId: 'demo-provision',
    location: 'europe-west1',
    keys: [
      { id: 'customers', purpose: 'ENCRYPT_DECRYPT' },
      { id: 'receipts', purpose: 'ASYMMETRIC_SIGN' },
    ],
    jobs: [
      {
        id: 'purge',
        schedule: '*/15 * * * *',
        uri: 'http://127.0.0.1:9/tasks/purge',
        serviceAccountEmail: 'scheduler@demo-provision.iam.gserviceaccount.com',
        audience: 'http://127.0.0.1:9',
        attemptDeadlineSeconds: 60,
        retryCount: 1,
      },
    ],
  } as const;
  const parent = 'projects/demo-provision/locations/europe-west1';
  const name = `${parent}/keyRings/mayfly/cryptoKeys/customers`;
  await provisionLocal(options);
  const plaintext = Buffer.from('before');
  const [{ ciphertext }] = await kms.encrypt({ name, plaintext });
  await provisionLocal(options);
  const [opened] = await kms.decrypt({ name, ciphertext: ciphertext ?? '' });
  expect(Buffer.from(opened.plaintext as Uint8Array)).toEqual(plaintext);
  const [keys] = await kms.listCryptoKeys({ parent: `${parent}/keyRings/mayfly` });
  expect(keys.map(({ purpose }) => purpose)).toEqual(['ENCRYPT_DECRYPT', 'ASYMMETRIC_SIGN']);
  const [jobs] = await scheduler.listJobs({ parent });
  expect(jobs).toMatchObject([
    { name: `${parent}/jobs/purge`, retryConfig: { retryCount: 1 }, state: 'ENABLED' },
  ]);
  await Promise.all([kms.close(), scheduler.close()]);
  await Promise.all([kmsEmulator.stop(), schedulerEmulator.stop()]);
});
