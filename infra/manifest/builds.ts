/**
 * Where bundles are built, and where their images and bills of material lie: all at
 * `locations.compute`.
 */
export const builds = {
  /** A pool of Cloud Build. A build that names it runs in the pool’s region and nowhere else. */
  pool: 'mayfly',
  /** The repository of Artifact Registry that `gcloud run deploy --source` puts images into. */
  registry: 'cloud-run-source-deploy',
  /** The bucket that keeps the bill of material of each build has the project’s id before this. */
  materialSuffix: '-builds',
} as const;
