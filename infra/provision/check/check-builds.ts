import { isEuLocation } from '#shared/base/config/eu-locations.ts';
import type { Gcloud } from '../gcloud.ts';
import { accountEmail, type Project } from '../project.ts';
import { lastPart } from '../resource.ts';
import type { Finding } from './finding.ts';

type FoundBucket = { readonly name: string; readonly location: string };
type FoundTrigger = { readonly name: string; readonly serviceAccount?: string };

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
 * Finds global triggers, because they may run builds anywhere in the world. Triggers of the
 * project's region run their builds in this region. Of these triggers the function finds those that
 * do not run as the builder.
 */
async function checkTriggers(gcloud: Gcloud, project: Project): Promise<Finding[]> {
  const list = (region: string) =>
    gcloud.read<FoundTrigger[]>(['builds', 'triggers', 'list', `--region=${region}`]);
  const [global, own] = await Promise.all([list('global'), list(project.region)]);
  const builder = accountEmail(project, 'builder');
  return [
    ...global.map(({ name }) => ({
      of: `build trigger ${name}`,
      problem: 'its builds may run anywhere in the world',
      fix: `delete it, and make it in ${project.region}`,
    })),
    ...own
      .filter(({ serviceAccount }) => lastPart(serviceAccount ?? '') !== builder)
      .map(({ name, serviceAccount }) => ({
        of: `build trigger ${name}`,
        problem: `it runs as ${serviceAccount === undefined ? 'an account that Google chooses' : lastPart(serviceAccount)}, whose grants are not in the manifest`,
        fix: `let it run as ${builder}`,
      })),
  ];
}

/**
 * Finds buckets and registries outside the EU, global build triggers, and triggers of the project's
 * region that do not run as the builder.
 */
export async function checkBuilds(project: Project, gcloud: Gcloud): Promise<Finding[]> {
  const found = await Promise.all([checkStored(gcloud), checkTriggers(gcloud, project)]);
  return found.flat();
}
