import type { Gcloud } from '../gcloud.ts';

type Listed = {
  readonly metadata: {
    readonly name: string;
    readonly labels?: { readonly [name: string]: string };
    readonly annotations?: { readonly [name: string]: string };
  };
  readonly spec?: {
    readonly template?: {
      readonly spec?: {
        readonly serviceAccountName?: string;
        readonly containers?: readonly {
          readonly env?: readonly { readonly name: string; readonly value?: string }[];
        }[];
      };
    };
  };
};

/** A function as Cloud Run runs it. */
export type RunningService = {
  readonly name: string;
  /** The location, as Cloud Run reports it. */
  readonly location: string;
  /** `all`, `internal` or `internal-and-cloud-load-balancing`. */
  readonly ingress: string;
  readonly account: string;
  /**
   * The variables whose value is known. If the value comes from a secret, the variable is missing
   * here.
   */
  readonly env: { readonly [name: string]: string };
};

/** Every service of Cloud Run in the project, in any location. */
export async function readServices(gcloud: Gcloud): Promise<readonly RunningService[]> {
  const listed = await gcloud.read<Listed[]>(['run', 'services', 'list']);
  return listed.map(({ metadata, spec }) => {
    const { serviceAccountName = '', containers = [] } = spec?.template?.spec ?? {};
    const env = containers[0]?.env ?? [];
    return {
      name: metadata.name,
      location: metadata.labels?.['cloud.googleapis.com/location'] ?? 'unknown',
      ingress: metadata.annotations?.['run.googleapis.com/ingress'] ?? 'all',
      account: serviceAccountName,
      env: Object.fromEntries(
        env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
      ),
    };
  });
}
