import { KeyManagementServiceClient } from '@google-cloud/kms';
import { CloudSchedulerClient } from '@google-cloud/scheduler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databases, functions, keys, schedules } from '../../infra/manifest.ts';
import {
  createEmptyCloud,
  functionUrl,
  jobName,
  keyName,
  local,
  projectId,
} from './empty-cloud.ts';

/**
 * A time limit in milliseconds. The test fills an empty project with hundreds of `gcloud` commands,
 * and each command is a process of its own.
 */
const manyCommands = 600_000;

let cloud: Awaited<ReturnType<typeof createEmptyCloud>>;
beforeAll(async () => {
  cloud = await createEmptyCloud();
});
afterAll(() => cloud.stop());

test(
  'a second run completes the work of a killed run: the databases, backups, accounts, buckets and keys exist',
  async () => {
    const before = await cloud.run('plan');
    expect(before.code).toBe(1);
    expect(cloud.gcloud.commands().every((args) => args.includes('--format=json'))).toBe(true);
    await cloud.killAfter('apply', 60);
    const applied = await cloud.run('apply');
    const balancing = ['backends', 'load balancer', 'certificate'];
    expect(applied.printed).toContain(`0 refused, ${schedules.length + balancing.length} wait.`);
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
  },
  manyCommands,
);

test(
  'after the deployment, a run creates the jobs and the load balancer, and the next plan has nothing to do',
  async () => {
    cloud.deployAll();
    expect((await cloud.run('apply')).code).toBe(0);
    cloud.issueCertificates();
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
    const { things } = cloud.gcloud.read();
    const balanced = functions.filter(({ ingress }) => ingress === 'public');
    expect(Object.keys(things['compute backend-services'] ?? {})).toEqual(
      balanced.map(({ name }) => `europe-west1/mayfly-${name}`),
    );
    for (const { backends } of Object.values(things['compute backend-services'] ?? {}))
      expect(backends).toHaveLength(1);
    expect(Object.values(things['compute forwarding-rules'] ?? {})).toEqual([
      expect.objectContaining({ name: 'mayfly-to-https', portRange: '80-80' }),
      expect.objectContaining({ name: 'mayfly', portRange: '443-443' }),
    ]);
    const written = cloud.gcloud.commands().length;
    const again = await cloud.run('plan');
    expect(again).toMatchObject({ code: 0 });
    expect(again.printed).toContain('0 to do, 0 refused, 0 wait.');
    const since = cloud.gcloud.commands().slice(written);
    expect(since.every((args) => args.includes('--format=json'))).toBe(true);
  },
  manyCommands,
);
