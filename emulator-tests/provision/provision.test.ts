import { KeyManagementServiceClient } from '@google-cloud/kms';
import { CloudSchedulerClient } from '@google-cloud/scheduler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databases, keys, schedules } from '../../infra/manifest.ts';
import {
  createEmptyCloud,
  functionUrl,
  jobName,
  keyName,
  local,
  projectId,
} from './empty-cloud.ts';

let cloud: Awaited<ReturnType<typeof createEmptyCloud>>;
beforeAll(async () => {
  cloud = await createEmptyCloud();
});
afterAll(() => cloud.stop());

test('a killed run is resumed, and everything in the manifest exists afterwards', async () => {
  const before = await cloud.run('plan');
  expect(before.code).toBe(1);
  expect(cloud.gcloud.commands().every((args) => args.includes('--format=json'))).toBe(true);
  await cloud.killAfter('apply', 60);
  const applied = await cloud.run('apply');
  expect(applied.printed).toContain(`0 refused, ${schedules.length} wait for a deployment`);
  expect(applied.code).toBe(0);
  expect([...cloud.admin.state.databases.values()].map(({ locationId }) => locationId)).toEqual(
    databases.map(() => 'eur3'),
  );
  expect(cloud.admin.state.schedules.size).toBe(
    databases.filter(({ backups }) => backups !== null).length,
  );
  expect(cloud.gcloud.read().accounts).toContain(
    `mayfly-chat@${projectId}.iam.gserviceaccount.com`,
  );
  expect(cloud.gcloud.read().buckets).toMatchObject({ 'mayfly-heads': { locked: true } });
  const kms = new KeyManagementServiceClient(local(cloud.ports.kms));
  const [made] = await kms.listCryptoKeys({ parent: keyName('').split('/cryptoKeys')[0] ?? '' });
  await kms.close();
  expect(made).toHaveLength(keys.length);
});

test('after a deployment each job calls its function at its own address, and another run changes nothing', async () => {
  cloud.deployAll();
  expect((await cloud.run('apply')).code).toBe(0);
  const scheduler = new CloudSchedulerClient(local(cloud.ports.scheduler));
  const [job] = await scheduler.getJob({ name: jobName('purge') });
  await scheduler.close();
  expect(job.httpTarget).toMatchObject({
    uri: `${functionUrl('purge')}/tasks/purge`,
    oidcToken: {
      audience: functionUrl('purge'),
      serviceAccountEmail: `mayfly-scheduler@${projectId}.iam.gserviceaccount.com`,
    },
  });
  const written = cloud.gcloud.commands().length;
  const again = await cloud.run('plan');
  expect(again).toMatchObject({ code: 0 });
  expect(again.printed).toContain('0 to do, 0 refused, 0 wait for a deployment');
  const since = cloud.gcloud.commands().slice(written);
  expect(since.every((args) => args.includes('--format=json'))).toBe(true);
});
