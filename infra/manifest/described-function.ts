import type { Grants } from './grant.ts';
import type { Size } from './sizes.ts';
import type { VariableName } from './variables.ts';

/** A deployable: one folder, one service, one service account. */
export type DescribedFunction = {
  /** The name of its folder, service and service account. `index.ts` exports it as `handler`. */
  readonly name: string;
  /**
   * The callers who can reach the function. `public`: anybody, through the load balancer.
   * `scheduler`: only Cloud Scheduler, because the ingress is internal. IAM checks no caller of
   * either kind. If IAM checked the Scheduler, Cloud Run would remove the signature of the
   * Scheduler's token. But the function itself must verify this signature.
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
