import type { Grants } from './grant.ts';
import type { Size } from './sizes.ts';
import type { VariableName } from './variables.ts';

/** A deployable: one folder, one service, one service account. */
export type DescribedFunction = {
  /** Folder, service, service account; its function target is `handler`. */
  readonly name: string;
  /**
   * The callers who can reach it. `public`: anybody, through Hosting or directly; IAM does not
   * check the invoker. `scheduler`: internal ingress, so only Cloud Scheduler. IAM does not check
   * here either, because Cloud Run removes the token's signature after that check. The function
   * verifies the token itself.
   */
  readonly ingress: 'public' | 'scheduler';
  /** Categories whose paths it serves. */
  readonly categories: readonly string[];
  /**
   * Public paths, as globs of Hosting rewrites. The first match of all functions counts, in this
   * order.
   */
  readonly serves: readonly string[];
  /** Paths that only Cloud Scheduler calls, directly and not through Hosting. */
  readonly tasks: readonly string[];
  /** Environment variables that it reads, with those that it requires to start. */
  readonly environment: readonly VariableName[];
  readonly size: Size;
  readonly grants: Grants;
};
