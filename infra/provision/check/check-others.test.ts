import { expect, test } from 'vitest';
import { createGcloudInMemory } from '../../emulators/gcloud/gcloud-in-memory.ts';
import { inspectingRole, keyRing, locations, region } from '../../manifest.ts';
import { GcloudFailed } from '../gcloud.ts';
import { accountEmail, ringName } from '../project.ts';
import { roleIdOf } from '../steps/create-roles.ts';
import { createKeyPolicies } from '../testing/create-key-policies.ts';
import { checkBuilds } from './check-builds.ts';
import { checkGrants } from './check-grants.ts';

const project = { id: 'demo-mayfly', region, locations };

function createChecked() {
  const { state, gcloud } = createGcloudInMemory(project.id);
  const { policies, kms } = createKeyPolicies();
  state.accounts.push(accountEmail(project, 'chat'));
  const tools = { gcloud, kms } as unknown as Parameters<typeof checkGrants>[1];
  return {
    state,
    gcloud,
    policies,
    things: (group: string) => (state.things[group] ??= {}),
    give: (resource: string, role: string, member: string) => {
      state.policies[resource] = { etag: '1', bindings: [{ role, members: [member] }] };
    },
    grants: async () =>
      (await checkGrants(project, tools)).map(({ of, problem }) => `${of}: ${problem}`),
    builds: async () =>
      (await checkBuilds(project, gcloud)).map(({ of, problem }) => `${of}: ${problem}`),
  };
}

const eve = 'user:eve@example.org';

test.each([
  'roles/viewer',
  'roles/editor',
  'roles/datastore.user',
  'roles/datastore.viewer',
  'roles/cloudkms.cryptoKeyDecrypter',
  'roles/secretmanager.secretAccessor',
  'roles/iam.serviceAccountTokenCreator',
  'roles/iam.serviceAccountUser',
  'roles/iam.roleAdmin',
])('the check reports a person who has %s for the project', async (role) => {
  const { give, grants } = createChecked();
  give('projects/demo-mayfly', role, eve);
  expect(await grants()).toEqual([expect.stringContaining(`${eve} has ${role}`)]);
});

test.each([
  ['roles/owner', eve],
  ['roles/monitoring.viewer', eve],
  ['roles/datastore.indexAdmin', eve],
  ['roles/editor', 'serviceAccount:123456789012@cloudservices.gserviceaccount.com'],
  ['roles/cloudkms.admin', 'serviceAccount:service-123456789012@gcp-sa-x.iam.gserviceaccount.com'],
])(
  'the check allows owners, predefined roles that cannot read data, and services of Google: %s of %s',
  async (role, who) => {
    const { give, grants } = createChecked();
    give('projects/demo-mayfly', role, who);
    expect(await grants()).toEqual([]);
  },
);

const role = (id: string) => `projects/demo-mayfly/roles/${id}`;

test.each([
  'datastore.entities.get',
  'datastore.databases.export',
  'cloudkms.cryptoKeyVersions.useToDecrypt',
  'secretmanager.versions.access',
  'iam.serviceAccounts.getAccessToken',
  'resourcemanager.projects.setIamPolicy',
])('the check reports a person whose custom role has the permission %s', async (permission) => {
  const { state, give, grants } = createChecked();
  state.roles['theirs'] = { includedPermissions: ['monitoring.dashboards.list', permission] };
  give('projects/demo-mayfly', role('theirs'), eve);
  expect(await grants()).toEqual([
    `grants on the project: ${eve} has ${role('theirs')}, which the manifest does not give`,
  ]);
});

test('the check reports a person with a custom role of Mayfly that reads documents, but neither our own account nor a role that cannot use data', async () => {
  const { state, policies, give, grants } = createChecked();
  const entities = roleIdOf(['get', 'list']);
  state.roles[entities] = { includedPermissions: ['datastore.entities.get'] };
  state.roles[inspectingRole.id] = { includedPermissions: [...inspectingRole.permissions] };
  give('projects/demo-mayfly', role(entities), eve);
  give('secrets/deploy-settings', role(inspectingRole.id), eve);
  const chat = `serviceAccount:${accountEmail(project, 'chat')}`;
  policies.set(ringName(project), [{ role: role(entities), members: [chat] }]);
  expect(await grants()).toEqual([expect.stringContaining(`${eve} has ${role(entities)}`)]);
});

test.each([role('missing'), 'organizations/1/roles/theirs'])(
  'the check reports a person with a custom role whose permissions it cannot read: %s',
  async (unknown) => {
    const { give, grants } = createChecked();
    give('projects/demo-mayfly', unknown, eve);
    expect(await grants()).toEqual([
      `grants on the project: ${eve} has ${unknown}, a custom role whose permissions are not known`,
    ]);
  },
);

test.each([
  'service-123456789012@their-project.iam.gserviceaccount.com',
  'service-999999999999@gcp-sa-x.iam.gserviceaccount.com',
  '999999999999@cloudservices.gserviceaccount.com',
  '123456789012@cloudservices.example.org',
])('the check reports an account that only looks like a service of Google: %s', async (who) => {
  const { give, grants } = createChecked();
  give('projects/demo-mayfly', 'roles/datastore.user', `serviceAccount:${who}`);
  expect(await grants()).toEqual([expect.stringContaining(`${who} has roles/datastore.user`)]);
});

test('the check reports a person who may use the key ring, a key, or one of our accounts', async () => {
  const { policies, give, grants } = createChecked();
  const ring = ringName(project);
  policies.set(ring, [{ role: 'roles/cloudkms.cryptoKeyDecrypter', members: [eve] }]);
  policies.set(`${ring}/cryptoKeys/customers`, [
    { role: 'roles/cloudkms.cryptoOperator', members: [eve] },
    { role: 'roles/cloudkms.viewer', members: [eve] },
  ]);
  const account = accountEmail(project, 'chat');
  give(`iam service-accounts/${account}`, 'roles/iam.serviceAccountTokenCreator', eve);
  expect(await grants()).toEqual([
    expect.stringContaining('grants on account mayfly-chat'),
    expect.stringContaining(`grants on key ring ${keyRing}`),
    expect.stringContaining('grants on key customers'),
  ]);
});

test('the check reports buckets, registries and build triggers outside the European Union, global build triggers, and triggers that do not run as the builder', async () => {
  const { things, builds } = createChecked();
  const buckets = things('storage buckets');
  for (const location of ['EUROPE-WEST1', 'EU', 'US', 'EUROPE-WEST2', 'EUR7'])
    buckets[location] = { name: location.toLowerCase(), location };
  const registries = things('artifacts repositories');
  for (const location of [region, 'us', 'europe-west6'])
    registries[location] = { name: `projects/1/locations/${location}/repositories/r` };
  const triggers = things('builds triggers');
  triggers['global/g'] = { name: 'g' };
  const account = `projects/-/serviceAccounts/${accountEmail(project, 'builder')}`;
  triggers[`${region}/good`] = { name: 'good', serviceAccount: account };
  triggers[`${region}/bad`] = { name: 'bad' };
  triggers['europe-west4/good'] = { name: 'good', serviceAccount: account };
  triggers['europe-west4/other'] = { name: 'other', serviceAccount: 'other' };
  triggers['us-central1/far'] = { name: 'far', serviceAccount: account };
  expect(await builds()).toEqual([
    'bucket us: it lies in US, outside the European Union',
    'bucket europe-west2: it lies in EUROPE-WEST2, outside the European Union',
    'bucket eur7: it lies in EUR7, outside the European Union',
    'registry r: it lies in us, outside the European Union',
    'registry r: it lies in europe-west6, outside the European Union',
    'build trigger g: its builds may run anywhere in the world',
    'build trigger bad: it runs as an account that Google chooses, whose grants are not in the manifest',
    'build trigger other: it runs as other, whose grants are not in the manifest',
    'build trigger far: its builds may run in us-central1',
  ]);
});

test('if Cloud Build refuses to list the triggers of one place, the check reports this place, and still checks the others; it asks about at most four places at the same time', async () => {
  const { things, gcloud } = createChecked();
  things('builds triggers')['global/g'] = { name: 'g' };
  let [running, most] = [0, 0];
  const read = async <T>(args: readonly string[]): Promise<T> => {
    if (args[0] !== 'builds') return gcloud.read<T>(args);
    running += 1;
    most = Math.max(most, running);
    await new Promise((next) => setImmediate(next));
    running -= 1;
    const said = { 'us-central1': 'NOT_FOUND: no such place', 'europe-west4': 'not allowed' };
    const error = Object.entries(said).find(([place]) => args.includes(`--region=${place}`))?.[1];
    if (error !== undefined) throw new GcloudFailed(args, `ERROR: ${error}`);
    return gcloud.read<T>(args);
  };
  const found = await checkBuilds(project, { ...gcloud, read });
  expect(found.map(({ of, problem }) => `${of}: ${problem}`)).toEqual([
    'build trigger g: its builds may run anywhere in the world',
    'build triggers in europe-west4: they cannot be listed: gcloud builds triggers list: ERROR: not allowed',
  ]);
  expect(most).toBe(4);
});
