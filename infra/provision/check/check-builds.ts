import { isEuLocation } from '#shared/base/config/eu-locations.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import { type Gcloud, GcloudFailed, readIfThere } from '../gcloud.ts';
import { accountEmail, type Project } from '../project.ts';
import { type Found, lastPart } from '../resource.ts';
import type { Finding } from './finding.ts';

type FoundBucket = { readonly name: string; readonly location: string };
type FoundTrigger = { readonly name: string; readonly serviceAccount?: string };

/** How many places are checked at the same time. Each check starts a process of `gcloud`. */
const placesAtOnce = 4;

/**
 * Returns whether a bucket is in the European Union. Also returns true for the multi-region `EU`,
 * which stores nothing in London or Zürich (https://cloud.google.com/storage/docs/locations).
 */
const isEuBucket = (location: string) =>
  location === 'EU' || isEuLocation('compute', location.toLowerCase());

async function checkStored(gcloud: Gcloud): Promise<Finding[]> {
  const [buckets, registries] = await Promise.all([
    gcloud.read<FoundBucket[]>(['storage', 'buckets', 'list']),
    gcloud.read<{ readonly name: string }[]>([
      'artifacts',
      'repositories',
      'list',
      '--location=all',
    ]),
  ]);
  const elsewhere = (of: string, location: string): Finding => ({
    of,
    problem: `it lies in ${location}, outside the European Union`,
    fix: 'delete it when nothing uses it any more: if Mayfly needs it, `apply` creates it in the region of the functions',
  });
  return [
    ...buckets
      .filter(({ location }) => !isEuBucket(location))
      .map(({ name, location }) => elsewhere(`bucket ${name}`, location)),
    ...registries.flatMap(({ name }) => {
      const location = /\/locations\/([^/]+)\//.exec(name)?.[1] ?? 'unknown';
      return isEuLocation('compute', location)
        ? []
        : [elsewhere(`registry ${lastPart(name)}`, location)];
    }),
  ];
}

/**
 * Finds the triggers of one place that may run builds outside the European Union, and those that do
 * not run as the builder. A trigger of a region runs its builds in this region.
 * @param place a region, or `global`
 */
function judgeTriggers(found: readonly FoundTrigger[], project: Project, place: string): Finding[] {
  if (!isEuLocation('compute', place)) {
    const where = place === 'global' ? 'anywhere in the world' : `in ${place}`;
    return found.map(({ name }) => ({
      of: `build trigger ${name}`,
      problem: `its builds may run ${where}`,
      fix: `delete it, and make it in ${project.region}`,
    }));
  }
  const builder = accountEmail(project, 'builder');
  return found
    .filter(({ serviceAccount }) => lastPart(serviceAccount ?? '') !== builder)
    .map(({ name, serviceAccount }) => ({
      of: `build trigger ${name}`,
      problem: `it runs as ${serviceAccount === undefined ? 'an account that Google chooses' : lastPart(serviceAccount)}, whose grants are not in the manifest`,
      fix: `let it run as ${builder}`,
    }));
}

/**
 * Checks the triggers of one place. If they cannot be listed, a finding says so, and the check of
 * the other places goes on. A place that Cloud Build does not know has no triggers.
 */
async function checkTriggers(gcloud: Gcloud, project: Project, place: string): Promise<Finding[]> {
  const list = ['builds', 'triggers', 'list', `--region=${place}`];
  try {
    const found = await readIfThere<FoundTrigger[]>(gcloud, list);
    return judgeTriggers(found ?? [], project, place);
  } catch (error) {
    if (!(error instanceof GcloudFailed)) throw error;
    return [
      {
        of: `build triggers in ${place}`,
        problem: `they cannot be listed: ${error.message}`,
        fix: `run gcloud ${list.join(' ')}, and remove the cause of its error`,
      },
    ];
  }
}

/**
 * Returns the places that may have triggers. `gcloud` lists triggers of only one place at a time.
 * Cloud Build may not know every region of Compute Engine
 * (https://cloud.google.com/build/docs/locations). Then it has no triggers there.
 */
async function triggerPlaces(gcloud: Gcloud): Promise<string[]> {
  const regions = await gcloud.read<Found[]>(['compute', 'regions', 'list']);
  return ['global', ...regions.map(({ name }) => name)];
}

/**
 * Finds buckets and registries outside the EU, build triggers that may run outside the EU, and
 * build triggers that do not run as the builder.
 */
export async function checkBuilds(project: Project, gcloud: Gcloud): Promise<Finding[]> {
  const places = await triggerPlaces(gcloud);
  const found = await checkStored(gcloud);
  for (const some of chunksOf(places, placesAtOnce)) {
    const checked = some.map((place) => checkTriggers(gcloud, project, place));
    found.push(...(await Promise.all(checked)).flat());
  }
  return found;
}
