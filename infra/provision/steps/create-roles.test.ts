import { expect, test } from 'vitest';
import { createGcloudInMemory } from '../../emulators/gcloud/gcloud-in-memory.ts';
import { inspectingRole } from '../../manifest.ts';
import { applyProject, planProject } from '../plan-project.ts';
import { createRoles } from './create-roles.ts';

test('one run restores a deleted role, and gives it the permissions of the manifest', async () => {
  const { state, gcloud } = createGcloudInMemory('demo-mayfly');
  const steps = [createRoles(gcloud)];
  await applyProject(steps, () => {});
  const { id, permissions } = inspectingRole;
  state.roles[id] = { includedPermissions: ['datastore.entities.get'], deleted: true };
  await applyProject(steps, () => {});
  expect(state.roles[id]).toEqual({ includedPermissions: permissions });
  const left = await planProject(steps, () => {});
  expect(left.flatMap(({ planned }) => planned)).toEqual([]);
});

test('a deleted role with the permissions of the manifest is only restored', async () => {
  const { state, gcloud } = createGcloudInMemory('demo-mayfly');
  const steps = [createRoles(gcloud)];
  await applyProject(steps, () => {});
  const { id, permissions } = inspectingRole;
  state.roles[id] = { includedPermissions: [...permissions], deleted: true };
  const [plan] = await planProject(steps, () => {});
  expect(plan?.planned).toMatchObject([{ of: `role ${id}`, difference: 'it is deleted' }]);
});
