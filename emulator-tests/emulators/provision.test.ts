import { CloudSchedulerClient } from '@google-cloud/scheduler';
import { credentials } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { startKmsEmulator } from '../../infra/emulators/kms/kms-emulator.ts';
import { startSchedulerEmulator } from '../../infra/emulators/scheduler/scheduler-emulator.ts';
import { createTokenIssuer } from '../../infra/emulators/scheduler/token-issuer.ts';
import { provisionJobs, provisionKeys } from '../../infra/local/stack/provision.ts';
import { keys, schedules } from '../../infra/manifest.ts';
import { connectKms } from './kms-client.ts';

test('provisioning twice leaves the keys and jobs of the manifest, as it describes them, and old ciphertext opens', async () => {
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
  const projectId = 'demo-provision';
  const parent = `projects/${projectId}/locations/europe-west1`;
  const name = `${parent}/keyRings/mayfly/cryptoKeys/customers`;
  const provision = async () => {
    await provisionKeys({ kms, projectId, location: 'europe-west1', keys });
    await provisionJobs({
      scheduler,
      projectId,
      region: 'europe-west1',
      schedules,
      baseUrl: 'http://127.0.0.1:9',
      serviceAccountEmail: `scheduler@${projectId}.iam.gserviceaccount.com`,
      audience: 'http://127.0.0.1:9',
    });
  };
  await provision();
  const plaintext = Buffer.from('before');
  const [{ ciphertext }] = await kms.encrypt({ name, plaintext });
  await provision();
  const [opened] = await kms.decrypt({ name, ciphertext: ciphertext ?? '' });
  expect(Buffer.from(opened.plaintext as Uint8Array)).toEqual(plaintext);
  const [made] = await kms.listCryptoKeys({ parent: `${parent}/keyRings/mayfly` });
  const told = made.map((key) => ({
    id: key.name?.split('/').at(-1),
    purpose: key.purpose === 'ASYMMETRIC_SIGN' ? 'signing' : 'symmetric',
    algorithm: key.versionTemplate?.algorithm,
    rotationDays: key.rotationPeriod ? Number(key.rotationPeriod.seconds) / 86_400 : null,
    destroyDays: Number(key.destroyScheduledDuration?.seconds) / 86_400,
  }));
  const byId = [...keys].toSorted((left, right) => (left.id < right.id ? -1 : 1));
  expect(told).toEqual(byId.map(({ protects: _protects, ...key }) => key));
  const [jobs] = await scheduler.listJobs({ parent });
  const expected = schedules.map((each) => ({
    name: `${parent}/jobs/${each.job}`,
    schedule: each.cron,
    timeZone: 'UTC',
    httpTarget: { uri: `http://127.0.0.1:9${each.path}` },
    attemptDeadline: { seconds: String(each.attemptDeadlineSeconds) },
    retryConfig: { retryCount: each.retries },
    state: 'ENABLED',
  }));
  expect(jobs).toMatchObject(expected.toSorted((left, right) => (left.name < right.name ? -1 : 1)));
  await Promise.all([kms.close(), scheduler.close()]);
  await Promise.all([kmsEmulator.stop(), schedulerEmulator.stop()]);
});
