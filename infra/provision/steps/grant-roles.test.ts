import { expect, test } from 'vitest';
import { createGcloudInMemory } from '../../emulators/gcloud/gcloud-in-memory.ts';
import { functions, keyRing, locations, region } from '../../manifest.ts';
import { applyProject, planProject, renderPlan } from '../plan-project.ts';
import { accountEmail, type Project, ringName } from '../project.ts';
import { createKeyPolicies } from '../testing/create-key-policies.ts';
import { accountNames } from './create-accounts.ts';
import { grantRoles } from './grant-roles.ts';

const project = { id: 'demo-mayfly', region, locations };
const member = (name: string) => `serviceAccount:${accountEmail(project, name)}`;

function createGranted(of: Project = project) {
  const { state, gcloud } = createGcloudInMemory(project.id);
  const { policies, kms } = createKeyPolicies();
  state.accounts.push(...accountNames.map((name) => accountEmail(project, name)));
  const steps = [grantRoles(gcloud, kms, of)];
  return {
    state,
    policies,
    apply: () => applyProject(steps, () => {}),
    told: async () =>
      renderPlan(await planProject(steps, () => {}), false).filter((line) => line.startsWith('  ')),
    on: (resource: string) => state.policies[resource]?.bindings ?? [],
  };
}

test('only the builder may act as functions, as the Scheduler and as the packer, and nobody may act as the builder', async () => {
  const { apply, on, told } = createGranted();
  await apply();
  const acting = accountNames.filter(
    (name) => on(`iam service-accounts/${accountEmail(project, name)}`).length > 0,
  );
  expect(acting).toEqual([...functions.map(({ name }) => name), 'scheduler', 'packer']);
  for (const name of acting)
    expect(on(`iam service-accounts/${accountEmail(project, name)}`)).toEqual([
      { role: 'roles/iam.serviceAccountUser', members: [member('builder')] },
    ]);
  expect(await told()).toEqual([]);
});

test('on the whole key ring, grants of our accounts are removed, and grants of other accounts remain', async () => {
  const { apply, policies, told } = createGranted();
  await apply();
  const viewer = { role: 'roles/cloudkms.viewer', members: ['user:ops@example.org'] };
  const wide = { role: 'roles/cloudkms.cryptoKeyDecrypter', members: [member('chat')] };
  policies.set(ringName(project), [viewer, wide]);
  expect(await told()).toEqual([
    `  ~ grants on key ring ${keyRing}: take ${accountEmail(project, 'chat')} cloudkms.cryptoKeyDecrypter`,
  ]);
  await apply();
  expect(policies.get(ringName(project))).toEqual([viewer]);
});

test('if a grant lets one of our accounts act as another and is not in the manifest, the step removes the grant', async () => {
  const { apply, state, told, on } = createGranted();
  await apply();
  const resource = `iam service-accounts/${accountEmail(project, 'manager')}`;
  const stolen = { role: 'roles/iam.serviceAccountTokenCreator', members: [member('chat')] };
  const policy = state.policies[resource] ?? { etag: 'none', bindings: [] };
  state.policies[resource] = { ...policy, bindings: [...policy.bindings, stolen] };
  expect(await told()).toEqual([expect.stringContaining('take mayfly-chat@demo-mayfly')]);
  await apply();
  expect(JSON.stringify(on(resource))).not.toContain('mayfly-chat@');
});

test('if a restored database has replaced a database of the manifest, only the restored one gets the grants', async () => {
  const former = createGranted();
  await former.apply();
  const { apply, on } = createGranted({ ...project, restored: { mayfly: 'mayfly-2' } });
  await apply();
  const names = JSON.stringify(on(`projects/${project.id}`));
  expect(names).toContain('databases/mayfly-2\\"');
  expect(names).not.toContain('databases/mayfly\\"');
});
