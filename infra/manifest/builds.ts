/**
 * Where bundles are built, and where their images and bills of material are stored: all at
 * `locations.compute`.
 */
export const builds = {
  /** A pool of Cloud Build. A build that names it runs in the pool’s region and nowhere else. */
  pool: 'mayfly',
  /** The repository of Artifact Registry that `gcloud run deploy --source` puts images into. */
  registry: 'cloud-run-source-deploy',
  /** A bucket stores the bill of material of each build. Its name is the project’s id and this. */
  materialSuffix: '-builds',
} as const;
