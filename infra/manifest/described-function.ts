import type { Grants } from './grant.ts';
import type { Size } from './sizes.ts';
import type { VariableName } from './variables.ts';

/** A deployable: one folder, one service, one service account. */
export type DescribedFunction = {
  /** The name of its folder, service and service account. Its function target is `handler`. */
  readonly name: string;
  /**
   * The callers who can reach it. `public`: anybody, through the load balancer; IAM does not check
   * the caller. `scheduler`: only Cloud Scheduler, because the ingress is internal. IAM does not
   * check the Scheduler either. If it did, Cloud Run would remove the signature of the token, which
   * the function itself must verify.
   */
  readonly ingress: 'public' | 'scheduler';
  /** Categories whose paths it serves. */
  readonly categories: readonly string[];
  /**
   * Public paths, as globs in the syntax of Firebase Hosting rewrites. A request goes to the first
   * function of the manifest with a matching path.
   */
  readonly serves: readonly string[];
  /** Paths that only Cloud Scheduler calls, directly and not through the load balancer. */
  readonly tasks: readonly string[];
  /** Environment variables that it reads. Some of them are required at the start. */
  readonly environment: readonly VariableName[];
  readonly size: Size;
  readonly grants: Grants;
};
