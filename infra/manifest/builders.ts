import type { Grants } from './grant.ts';

export type ProjectRole = { readonly role: string; readonly why: string };

/** An account that builds or deploys. No function runs as such an account. */
export type Builder = {
  readonly name: string;
  readonly does: string;
  /**
   * The roles of the account in the whole project. A role without a slash in its name is a custom
   * role of the project.
   */
  readonly roles: readonly ProjectRole[];
  /**
   * The builders that this account may act as, and the reason. An account with `actsAs` may also
   * act as the account of every function and of Cloud Scheduler. An account without `actsAs` may
   * act as no other account.
   */
  readonly actsAs?: { readonly builders: readonly string[]; readonly why: string };
  readonly grants: Grants;
};

/**
 * The role that lets one account act as a second account. The first account may then deploy
 * services that run as the second account.
 */
export const actingRole = 'roles/iam.serviceAccountUser';

/**
 * A custom role of the project. Together with the other roles of the builder, it lets the builder
 * read everything that `check` compares. It also lets an account use a certificate at the load
 * balancer. It does not let an account read documents, secrets or ciphertexts, or change grants.
 */
export const inspectingRole = {
  id: 'mayfly_project_inspect',
  permissions: [
    'artifactregistry.repositories.list',
    'certificatemanager.certs.list',
    'certificatemanager.certs.use',
    'certificatemanager.dnsauthorizations.list',
    'cloudbuild.builds.list',
    'cloudbuild.workerpools.list',
    'cloudkms.cryptoKeys.getIamPolicy',
    'cloudkms.cryptoKeys.list',
    'cloudkms.keyRings.get',
    'cloudkms.keyRings.getIamPolicy',
    'compute.addresses.list',
    'compute.networks.list',
    'compute.regions.list',
    'compute.subnetworks.list',
    'datastore.backupSchedules.list',
    'datastore.databases.getMetadata',
    'datastore.databases.list',
    'datastore.indexes.list',
    'iam.roles.get',
    'iam.serviceAccounts.getIamPolicy',
    'iam.serviceAccounts.list',
    'logging.buckets.list',
    'logging.logMetrics.list',
    'logging.sinks.list',
    'monitoring.alertPolicies.list',
    'monitoring.dashboards.list',
    'monitoring.notificationChannels.list',
    'resourcemanager.projects.get',
    'resourcemanager.projects.getIamPolicy',
    'secretmanager.secrets.getIamPolicy',
    'secretmanager.secrets.list',
    'secretmanager.versions.list',
    'serviceusage.services.list',
    'storage.buckets.list',
  ],
} as const;

const nothing = { databases: [], keys: [], secrets: [] } as const satisfies Grants;

export const builders = [
  {
    name: 'builder',
    does: 'runs `cloudbuild.yaml`: it checks, builds and deploys, and then creates backends and jobs',
    roles: [
      {
        role: 'roles/run.admin',
        why: 'Deploys functions, moves their traffic, and switches off the invoker check.',
      },
      {
        role: 'roles/run.sourceDeveloper',
        why: 'Uploads a bundle and starts the build of its image; stores the bill of materials.',
      },
      { role: 'roles/cloudscheduler.admin', why: 'Makes and changes the jobs of the Scheduler.' },
      {
        role: 'roles/compute.loadBalancerAdmin',
        why: 'Makes and changes backends, the URL map, proxies and forwarding rules.',
      },
      {
        role: inspectingRole.id,
        why: 'Compares the project with the manifest before and after it deploys.',
      },
      { role: 'roles/logging.viewer', why: 'Checks whether a new revision logs errors.' },
      { role: 'roles/logging.logWriter', why: 'Writes the log of its own builds.' },
      { role: 'roles/cloudbuild.workerPoolUser', why: 'Builds in the pool of the manifest.' },
    ],
    actsAs: {
      builders: ['packer'],
      why: 'Chooses the service account of each function, of each job and of the build of an image.',
    },
    grants: {
      ...nothing,
      secrets: [
        { secret: 'deploy-settings', why: 'Reads the operator’s settings for the deployment.' },
      ],
    },
  },
  {
    name: 'packer',
    does: 'runs the builds that `gcloud run deploy --source` starts: it makes an image from a bundle',
    roles: [
      {
        role: 'roles/run.builder',
        why: 'Reads the uploaded bundle, puts its image into the registry, and logs.',
      },
      { role: 'roles/cloudbuild.workerPoolUser', why: 'Builds in the pool of the manifest.' },
    ],
    grants: nothing,
  },
] as const satisfies readonly Builder[];
