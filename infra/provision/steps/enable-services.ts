import { type Gcloud, gcloudChange } from '../gcloud.ts';
import type { Step } from '../step.ts';

/** Services of Google Cloud that Mayfly uses. */
const services = [
  'artifactregistry.googleapis.com',
  'cloudbuild.googleapis.com',
  'certificatemanager.googleapis.com',
  'cloudkms.googleapis.com',
  'cloudscheduler.googleapis.com',
  'compute.googleapis.com',
  'firestore.googleapis.com',
  'iam.googleapis.com',
  'logging.googleapis.com',
  'monitoring.googleapis.com',
  'run.googleapis.com',
  'secretmanager.googleapis.com',
  'storage.googleapis.com',
] as const;

type EnabledService = { readonly config: { readonly name: string } };

/** Enables the services of Google Cloud. It disables no service, because others may use it. */
export function enableServices(gcloud: Gcloud): Step {
  return {
    title: 'Services',
    async plan() {
      const enabled = await gcloud.read<EnabledService[]>(['services', 'list', '--enabled']);
      const names = new Set(enabled.map(({ config }) => config.name));
      const missing = services.filter((name) => !names.has(name));
      if (missing.length === 0) return [];
      const args = ['services', 'enable', ...missing];
      return [gcloudChange(gcloud, 'create', 'services', args, missing.join(', '))];
    },
  };
}
