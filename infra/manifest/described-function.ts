import type { Grants } from './grant.ts';
import type { Size } from './sizes.ts';
import type { VariableName } from './variables.ts';

/** A deployable: one folder, one service, one service account. */
export type DescribedFunction = {
  /** Folder, service, service account; its function target is `handler`. */
  readonly name: string;
  /**
   * Who reaches it. `public`: anybody, through Hosting or directly, without an IAM check of the
   * invoker. `scheduler`: internal ingress, so Cloud Scheduler alone. It has no such check either,
   * because after the check Cloud Run removes the token's signature. The function verifies the
   * token itself.
   */
  readonly ingress: 'public' | 'scheduler';
  /** Categories whose paths it serves. */
  readonly categories: readonly string[];
  /** Public paths, as globs of Hosting rewrites; the first match of all functions counts, in this order. */
  readonly serves: readonly string[];
  /** Paths that only Cloud Scheduler calls, directly and not through Hosting. */
  readonly tasks: readonly string[];
  /** Environment variables that it reads, or refuses to start by. */
  readonly environment: readonly VariableName[];
  readonly size: Size;
  readonly grants: Grants;
};
