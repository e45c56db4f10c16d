import { builds, keyRing } from '../manifest.ts';

/**
 * A Google Cloud project. The functions of this file name its resources as Google's services do.
 */
export type Project = {
  readonly id: string;
  /** The location of functions and jobs. */
  readonly region: string;
  readonly locations: { readonly database: string; readonly keys: string };
  /**
   * The ids of restored databases. In each entry, the name is the id of a database in the manifest.
   * The value is the id of the restored database that replaces it.
   */
  readonly restored?: { readonly [database: string]: string };
};

/** The id of a database of the manifest, or of the restored database that replaces it. */
export function databaseId({ restored }: Project, database: string): string {
  return restored?.[database] ?? database;
}

export function databaseName(project: Project, database: string): string {
  return `projects/${project.id}/databases/${databaseId(project, database)}`;
}

/** The full name of the key ring, see {@link keyRing}. */
export function ringName(project: Project): string {
  return `projects/${project.id}/locations/${project.locations.keys}/keyRings/${keyRing}`;
}

/** The parent of the jobs in Cloud Scheduler. */
export function jobsParent({ id, region }: Project): string {
  return `projects/${id}/locations/${region}`;
}

/** The id of a service account. An id needs at least 6 characters, so the name gets a prefix. */
export function accountId(name: string): string {
  return `mayfly-${name}`;
}

export function accountEmail(project: Project, name: string): string {
  return `${accountId(name)}@${project.id}.iam.gserviceaccount.com`;
}

/** The address of a function, as Cloud Run makes it from the project's number. */
export function serviceUrl({ region }: Project, projectNumber: string, name: string): string {
  return `https://${name}-${projectNumber}.${region}.run.app`;
}

/** The full name of the pool in which all builds run. */
export function poolName({ id, region }: Project): string {
  return `projects/${id}/locations/${region}/workerPools/${builds.pool}`;
}

/** The bucket that stores the bill of materials of each build. */
export function materialBucket({ id }: Project): string {
  return `${id}${builds.materialSuffix}`;
}

/** The bucket to which `gcloud run deploy --source` uploads. Google decides its name. */
export function sourceBucket({ id, region }: Project): string {
  return `run-sources-${id.replaceAll(/[:.]/g, '_').replaceAll('google', 'elgoog')}-${region}`;
}
