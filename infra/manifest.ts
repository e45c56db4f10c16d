import type { DescribedFunction } from './manifest/described-function.ts';
import type { Grants, KeyUse } from './manifest/grant.ts';
import { locations } from './manifest/locations.ts';
import {
  managerFunction,
  subjectsFunction,
  tenantsFunction,
  transferFunction,
} from './manifest/platform-functions.ts';
import { recordFunctions } from './manifest/record-functions.ts';
import { taskFunctions } from './manifest/task-functions.ts';

// The manifest: everything that a deployment needs to know, as data. The local stack, the
// emulators, the tables in READMEs and the tests also use this data.

export { type Alert, alerts, filterOf, metricOf } from './manifest/alerts.ts';
export { actingRole, type Builder, builders, inspectingRole } from './manifest/builders.ts';
export { builds } from './manifest/builds.ts';
export { type Chart, dashboard, seriesOf } from './manifest/dashboard.ts';
export { type Database, databases } from './manifest/databases.ts';
export {
  destroyingRole,
  type EntityPermission,
  type Grants,
  roleOfSecrets,
  roleOfUse,
} from './manifest/grant.ts';
export { type Key, keyRing, keys } from './manifest/keys.ts';
export { backendName, loadBalancer } from './manifest/load-balancer.ts';
export { locations } from './manifest/locations.ts';
export { operators } from './manifest/operators.ts';
export { projectSettings } from './manifest/project-settings.ts';
export { type Schedule, schedulerAccount, schedules } from './manifest/schedules.ts';
export { secrets } from './manifest/secrets.ts';
export { type Variable, type VariableName, variables } from './manifest/variables.ts';

/** The location of every function. */
export const region = locations.compute;

/** The functions. If several functions match a path, the first of them in this list serves it. */
const described = [
  ...recordFunctions,
  tenantsFunction,
  subjectsFunction,
  transferFunction,
  ...taskFunctions,
  managerFunction,
] as const satisfies readonly DescribedFunction[];

export type FunctionName = (typeof described)[number]['name'];

/** A function of the manifest, with a list of its keys for each kind of use. */
export type FunctionEntry = DescribedFunction & {
  readonly name: FunctionName;
  /** KMS keys with which it may encrypt and decrypt. */
  readonly decrypts: readonly string[];
  /** KMS keys with which it may decrypt but not encrypt. */
  readonly unwraps: readonly string[];
  /** KMS keys with which it may encrypt but not decrypt. */
  readonly encrypts: readonly string[];
  /** KMS keys with which it may sign. */
  readonly signs: readonly string[];
  /** KMS keys for signing whose public key it may read. */
  readonly verifies: readonly string[];
  /** KMS keys whose old versions it may schedule for destruction. */
  readonly destroys: readonly string[];
};

/** Returns the ids of the keys that the grants allow for this kind of use. */
export function keysFor({ keys }: Grants, use: KeyUse): string[] {
  return keys.filter((grant) => grant.use === use).map(({ key }) => key);
}

export const functions: readonly FunctionEntry[] = described.map((each) => ({
  ...each,
  decrypts: keysFor(each.grants, 'decrypt'),
  unwraps: keysFor(each.grants, 'unwrap'),
  encrypts: keysFor(each.grants, 'encrypt'),
  signs: keysFor(each.grants, 'sign'),
  verifies: keysFor(each.grants, 'verify'),
  destroys: keysFor(each.grants, 'destroy'),
}));
