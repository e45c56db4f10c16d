import { expect, test } from 'vitest';
import { createGcloudInMemory } from '../emulators/gcloud/gcloud-in-memory.ts';
import { functions, locations, region } from '../manifest.ts';
import { GcloudFailed } from '../provision/gcloud.ts';
import { deployFunction } from './deploy-function.ts';
import { planDeployment } from './plan-deployment.ts';
import { environmentOf } from './settings.ts';

const project = { id: 'demo-mayfly', region, locations };
const [entry] = functions;
const task = functions.find(({ ingress }) => ingress === 'scheduler');

/** Creates a project in memory. A test can deploy one of its functions with a bundle's digest. */
function createDeployments(name = entry?.name ?? '') {
  const { state, gcloud } = createGcloudInMemory(project.id);
  const described = functions.find((each) => each.name === name);
  if (described === undefined) throw new Error(`no function ${name}`);
  const told: string[] = [];
  const traffic = () =>
    Object.entries(state.functions[name]?.revisions ?? {}).map(([id, { percent }]) => [
      id,
      percent,
    ]);
  const pauses: unknown[] = [];
  return {
    state,
    told,
    traffic,
    pauses,
    deploy: (digest: string, settings = {}) => {
      const environment = environmentOf(project, '1', described, settings);
      const deployment = planDeployment(
        project,
        described,
        { folder: 'dist/x', digest },
        environment,
      );
      const pause = async () => void pauses.push(traffic());
      const tell = (line: string) => void told.push(line);
      return deployFunction({ gcloud, project, tell, pause }, deployment);
    },
  };
}

test('the first deployment gets all traffic, and the same bundle is not deployed again', async () => {
  const { deploy, traffic, state } = createDeployments();
  expect(await deploy('a')).toBe(true);
  expect(await deploy('a')).toBe(false);
  expect(traffic()).toEqual([['chat-00001', 100]]);
  expect(state.functions['chat']).toMatchObject({
    account: 'mayfly-chat@demo-mayfly.iam.gserviceaccount.com',
    ingress: 'internal-and-cloud-load-balancing',
    env: { TRUSTED_PROXIES: '1', KMS_LOCATION: 'europe', REGION: 'europe-west1' },
  });
});

test('a changed bundle gets a tenth of the traffic first, and then all of it; a changed setting is also deployed', async () => {
  const { deploy, traffic, pauses } = createDeployments();
  await deploy('a');
  expect(await deploy('b')).toBe(true);
  expect(pauses).toEqual([
    [
      ['chat-00001', 90],
      ['chat-00002', 10],
    ],
  ]);
  expect(traffic()).toEqual([
    ['chat-00001', 0],
    ['chat-00002', 100],
  ]);
  expect(await deploy('b', { LOG_LEVEL: 'warn' })).toBe(true);
});

test.each(['never ready', 'errors under traffic'] as const)(
  'if the new revision is in the state “%s”, the earlier revision gets all traffic, and the next run deploys again',
  async (fate) => {
    const { deploy, traffic, state } = createDeployments();
    await deploy('a');
    state.fate = fate;
    await expect(deploy('b')).rejects.toThrow('all traffic goes to chat-00001 again');
    expect(traffic()).toEqual([
      ['chat-00001', 100],
      ['chat-00002', 0],
    ]);
    state.fate = 'healthy';
    expect(await deploy('b')).toBe(true);
    expect(traffic().at(-1)).toEqual(['chat-00003', 100]);
  },
);

test('a function that only Cloud Scheduler calls accepts only internal requests, and its variables contain its own address and the Scheduler’s account', async () => {
  const { deploy, state } = createDeployments(task?.name);
  await deploy('a');
  expect(state.functions[task?.name ?? '']).toMatchObject({
    ingress: 'internal',
    env: {
      TASKS_AUDIENCE: `https://${task?.name}-1.europe-west1.run.app`,
      TASKS_SERVICE_ACCOUNT: 'mayfly-scheduler@demo-mayfly.iam.gserviceaccount.com',
      TRUSTED_PROXIES: '0',
    },
  });
});

test('after two failed deployments, no failed revision has traffic', async () => {
  const { deploy, traffic, state } = createDeployments();
  await deploy('a');
  state.fate = 'errors under traffic';
  await expect(deploy('b')).rejects.toThrow();
  await expect(deploy('c')).rejects.toThrow('all traffic goes to chat-00001 again');
  expect(traffic().map(([, percent]) => percent)).toEqual([100, 0, 0]);
});

test('a function that would not start with the settings is not deployed, and the error contains no value', async () => {
  const { deploy, state } = createDeployments();
  const settings = { LOOKUP_COST: '4', OIDC_ISSUERS: '[{"issuer":"geheim"}]' };
  expect(() => deploy('a', settings)).toThrow(/LOOKUP_COST|OIDC_ISSUERS/);
  expect(() => deploy('a', settings)).not.toThrow(/geheim/);
  expect(state.functions).toEqual({});
});

test('the error of a failed command does not contain its flags, because their values may be names of people', () => {
  const failed = new GcloudFailed(['run', 'deploy', 'chat', '--x=anna@example.org'], 'ERROR: no');
  expect(failed.message).toBe('gcloud run deploy chat: ERROR: no');
});
