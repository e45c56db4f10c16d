import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import type { ApiService } from '#shared/wiring/api-service.ts';
import type { TaskService } from '#shared/wiring/task-service.ts';

/** What the function works with: as a task of Cloud Scheduler, and for operators. */
export type RekeyAppDeps = TaskService &
  Pick<ApiService, 'records' | 'authenticate'> & {
    readonly wrapper: KeyWrapper;
    /** Addresses of the people who may call. */
    readonly operators: ReadonlySet<string>;
  };
