import type { Grants } from './grant.ts';
import type { Size } from './sizes.ts';
import type { VariableName } from './variables.ts';

/** A function: it has one folder, one service of Cloud Run, and one service account. */
export type DescribedFunction = {
  /**
   * The name of the function's folder and service. The service account is `mayfly-<name>`. The
   * `index.ts` in the folder exports the function as `handler`.
   */
  readonly name: string;
  /**
   * The callers who can reach the function. `public`: anybody, through the load balancer.
   * `scheduler`: only Cloud Scheduler, because the ingress is internal. In both cases IAM does not
   * check the caller. If IAM checked the Scheduler's token, Cloud Run would remove the signature
   * from this token. But the function itself must verify the signature.
   */
  readonly ingress: 'public' | 'scheduler';
  /** The categories whose paths the function serves. */
  readonly categories: readonly string[];
  /**
   * Public paths, as globs in the syntax of Firebase Hosting rewrites. A request goes to the first
   * function of the manifest with a matching path.
   */
  readonly serves: readonly string[];
  /** Paths that only Cloud Scheduler calls, directly and not through the load balancer. */
  readonly tasks: readonly string[];
  /**
   * The environment variables that the function reads. If a required one is missing, the function
   * does not start.
   */
  readonly environment: readonly VariableName[];
  readonly size: Size;
  readonly grants: Grants;
};
