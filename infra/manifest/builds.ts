/**
 * The places where bundles are built, and where their images and bills of materials are stored. All
 * are at `locations.compute`.
 */
export const builds = {
  /** A pool of Cloud Build. A build in this pool runs in the pool’s region and nowhere else. */
  pool: 'mayfly',
  /** The repository of Artifact Registry in which `gcloud run deploy --source` stores images. */
  registry: 'cloud-run-source-deploy',
  /**
   * The end of the name of the bucket that stores the bill of materials of each build. The name
   * begins with the project’s id.
   */
  materialSuffix: '-builds',
} as const;
