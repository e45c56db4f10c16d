import { builds } from '../../manifest.ts';
import type { Gcloud } from '../gcloud.ts';
import { materialBucket, type Project, sourceBucket } from '../project.ts';
import { planResources, type Resource } from '../resource.ts';
import type { Step } from '../step.ts';

function poolOf({ region }: Project): Resource {
  const args = ['builds', 'worker-pools', 'create', builds.pool, `--region=${region}`];
  return { of: `build pool ${builds.pool}`, name: builds.pool, wanted: {}, create: { args } };
}

function registryOf({ region }: Project): Resource {
  const args = ['artifacts', 'repositories', 'create', builds.registry, `--location=${region}`];
  return {
    of: `registry ${builds.registry}`,
    name: builds.registry,
    wanted: { format: 'DOCKER' },
    create: { args: [...args, '--repository-format=docker'] },
  };
}

/** A bucket for builds. Nobody can make its objects public, and its location can never change. */
function bucketOf({ region }: Project, name: string): Resource {
  const flags = ['--uniform-bucket-level-access', '--public-access-prevention'];
  return {
    of: `bucket ${name}`,
    name,
    wanted: {
      location: region.toUpperCase(),
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
    },
    create: {
      args: ['storage', 'buckets', 'create', `gs://${name}`, `--location=${region}`, ...flags],
    },
  };
}

/**
 * The resources for builds, all in the region of the functions: the pool, the registry of images,
 * and two buckets.
 */
export function prepareBuilds(gcloud: Gcloud, project: Project): Step {
  const { region } = project;
  const pools = ['builds', 'worker-pools', 'list', `--region=${region}`];
  const registries = ['artifacts', 'repositories', 'list', `--location=${region}`];
  const buckets = [materialBucket(project), sourceBucket(project)];
  return {
    title: 'Builds',
    async plan() {
      const planned = await Promise.all([
        planResources(gcloud, pools, [poolOf(project)]),
        planResources(gcloud, registries, [registryOf(project)]),
        planResources(
          gcloud,
          ['storage', 'buckets', 'list'],
          buckets.map((name) => bucketOf(project, name)),
        ),
      ]);
      return planned.flat();
    },
  };
}
