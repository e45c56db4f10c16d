import type { KeyManagementServiceClient } from '@google-cloud/kms';
import type { CloudSchedulerClient } from '@google-cloud/scheduler';
import { afterDeployment } from './after-deployment.ts';
import { balanceLoad } from './balance/balance-load.ts';
import { certifyHost } from './balance/certify-host.ts';
import { makeNetwork } from './balance/make-network.ts';
import { proveHost } from './balance/prove-host.ts';
import { balancedFunctions, reachFunctions } from './balance/reach-functions.ts';
import type { Gcloud } from './gcloud.ts';
import type { Project } from './project.ts';
import type { Settings } from './read-settings.ts';
import type { Step } from './step.ts';
import { createAccounts } from './steps/create-accounts.ts';
import { type AdminClient, createDatabases, scheduleBackups } from './steps/create-databases.ts';
import { createIndexes } from './steps/create-indexes.ts';
import { createKeys } from './steps/create-keys.ts';
import { createRoles } from './steps/create-roles.ts';
import { createSecrets } from './steps/create-secrets.ts';
import { enableServices } from './steps/enable-services.ts';
import { grantRoles } from './steps/grant-roles.ts';
import { keepLogs } from './steps/keep-logs.ts';
import { prepareBuilds } from './steps/prepare-builds.ts';
import { addChannels, raiseAlerts } from './steps/raise-alerts.ts';
import { deployedAddresses, scheduleJobs } from './steps/schedule-jobs.ts';
import { showDashboard } from './steps/show-dashboard.ts';

/** The clients for provisioning: Google's own clients, and `gcloud` for everything else. */
export type ProvisionTools = {
  readonly admin: AdminClient;
  readonly kms: KeyManagementServiceClient;
  readonly scheduler: CloudSchedulerClient;
  readonly gcloud: Gcloud;
  readonly now: () => number;
};

/** All steps that bring a project to the state of the manifest, in their order. */
export function stepsOf(
  project: Project,
  tools: ProvisionTools,
  settings: Settings,
): readonly Step[] {
  const { admin, kms, scheduler, gcloud, now } = tools;
  const addresses = () => deployedAddresses(gcloud, project);
  const balanced = (step: Step) => afterDeployment(addresses, balancedFunctions, step);
  return [
    enableServices(gcloud),
    createDatabases(admin, project),
    scheduleBackups(admin, project),
    createIndexes(admin, project),
    createKeys(kms, project, { now, callOptions: () => ({}) }),
    createSecrets(gcloud, project),
    createAccounts(gcloud, project),
    createRoles(gcloud),
    grantRoles(gcloud, kms, project),
    prepareBuilds(gcloud, project),
    keepLogs(gcloud, project),
    addChannels(gcloud, settings),
    raiseAlerts(gcloud, settings),
    showDashboard(gcloud),
    makeNetwork(gcloud, project),
    certifyHost(gcloud, project, settings),
    proveHost(gcloud, project, settings),
    scheduleJobs(scheduler, project, addresses),
    balanced(reachFunctions(gcloud, project)),
    balanced(balanceLoad(gcloud, project, settings)),
  ];
}
