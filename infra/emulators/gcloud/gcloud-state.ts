import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export type Policy = {
  readonly etag: string;
  readonly bindings: readonly {
    readonly role: string;
    readonly members: readonly string[];
    readonly condition?: { readonly expression: string; readonly title: string };
  }[];
};

export type Revision = {
  isReady: boolean;
  percent: number;
  labels: { [name: string]: string };
  tag?: string;
};

/** A function as Cloud Run runs it. */
export type DeployedFunction = {
  /** The revisions by their names. The last one is the newest. */
  revisions: { [name: string]: Revision };
  location: string;
  ingress: string;
  account: string;
  env: { [name: string]: string };
};

/** A resource, with the fields that the service's list command prints. */
export type Thing = { readonly name?: string; readonly [field: string]: unknown };

/** The resources of a project that `gcloud` commands read and write. */
export type GcloudState = {
  services: string[];
  accounts: string[];
  roles: { [id: string]: { includedPermissions: string[]; deleted?: boolean } };
  /**
   * The policies. The key is the resource that the policy protects: `projects/<id>`,
   * `secrets/<id>` or `iam service-accounts/<email>`.
   */
  policies: { [resource: string]: Policy };
  secrets: { [id: string]: { locations: string[]; values?: number } };
  buckets: { [id: string]: { location: string; retentionDays: number; locked: boolean } };
  sinks: { [id: string]: { destination: string; filter: string; disabled: boolean } };
  functions: { [name: string]: DeployedFunction };
  /**
   * Other resources. The first key is a group of commands, such as `compute networks`. The second
   * key is the name of the resource. In most groups the location comes before the name.
   */
  things: { [group: string]: { [key: string]: Thing } };
  /**
   * Decides whether the next revisions become ready, and whether they log errors when they have
   * traffic.
   */
  fate: 'healthy' | 'never ready' | 'errors under traffic';
};

/** An empty project as Google creates it: it has the sink that keeps every log line. */
export function emptyProject(): GcloudState {
  return {
    services: [],
    accounts: [],
    roles: {},
    policies: {},
    secrets: {},
    buckets: {},
    sinks: {
      _Default: { destination: 'logging.googleapis.com/…/_Default', filter: '', disabled: false },
    },
    functions: {},
    things: {},
    fate: 'healthy',
  };
}

export function readGcloudState(file: string): GcloudState {
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as GcloudState)
    : emptyProject();
}

export function writeGcloudState(file: string, state: GcloudState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}
