import { expect, test } from 'vitest';
import { createGcloudInMemory } from '../../emulators/gcloud/gcloud-in-memory.ts';
import { locations, region } from '../../manifest.ts';
import { applyProject, planProject, renderPlan } from '../plan-project.ts';
import { keepLogs } from './keep-logs.ts';
import { prepareBuilds } from './prepare-builds.ts';

const project = { id: 'demo-mayfly', region, locations };

function createKept() {
  const { state, gcloud, changes } = createGcloudInMemory(project.id);
  const steps = [prepareBuilds(gcloud, project), keepLogs(gcloud, project)];
  return {
    state,
    changes,
    apply: () => applyProject(steps, () => {}),
    told: async () =>
      renderPlan(await planProject(steps, () => {}), false).filter((line) => line.startsWith('  ')),
  };
}

test('a disabled log sink is enabled again', async () => {
  const { state, apply, told } = createKept();
  await apply();
  const sink = state.sinks['mayfly-heads'];
  if (sink === undefined) throw new Error('no sink');
  sink.disabled = true;
  expect(await told()).toEqual(['  ~ log sink mayfly-heads: it is disabled']);
  await apply();
  expect(state.sinks['mayfly-heads']?.disabled).toBe(false);
  expect(await told()).toEqual([]);
});

test('the pool, the registry and the buckets of builds are in the region, and nobody can make the buckets public', async () => {
  const { state, apply, changes } = createKept();
  await apply();
  const { things } = state;
  expect(Object.keys(things['builds worker-pools'] ?? {})).toEqual([
    `projects/1/locations/${region}/workerPools/mayfly`,
  ]);
  expect(Object.keys(things['artifacts repositories'] ?? {})).toEqual([
    `projects/1/locations/${region}/repositories/cloud-run-source-deploy`,
  ]);
  expect(Object.values(things['storage buckets'] ?? {})).toEqual(
    ['demo-mayfly-builds', `run-sources-demo-mayfly-${region}`].map((name) => ({
      name,
      location: region.toUpperCase(),
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
    })),
  );
  const before = changes.length;
  await apply();
  expect(changes).toHaveLength(before);
});

test('a bucket in another place is refused, because a bucket cannot move', async () => {
  const { state, apply, told } = createKept();
  await apply();
  const buckets = state.things['storage buckets'] ?? {};
  buckets['demo-mayfly-builds'] = { ...buckets['demo-mayfly-builds'], location: 'US' };
  expect(await told()).toContain(
    `  ! bucket demo-mayfly-builds: location is US, and the manifest says ${region.toUpperCase()}`,
  );
});
