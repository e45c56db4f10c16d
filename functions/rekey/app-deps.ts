import type { ChainDeps } from '#shared/manager-log/chain.ts';
import type { KeyVersions } from '#shared/vault/key-versions.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import type { Signer } from '#shared/vault/signer.ts';
import type { ApiService } from '#shared/wiring/api-service.ts';
import type { TaskService } from '#shared/wiring/task-service.ts';

/** What the function works with: as a task of Cloud Scheduler, and for operators. */
export type RekeyAppDeps = TaskService &
  Pick<ApiService, 'records' | 'authenticate' | 'managerLog' | 'categories'> & {
    readonly wrapper: KeyWrapper;
    /** Has old versions of keys destroyed. */
    readonly keyVersions: KeyVersions;
    /** Signs what is left of an older system. */
    readonly signer: Signer;
    /** Writes entries of the manager log that come from an older system. */
    readonly chain: ChainDeps;
    /** Addresses of the people who may call. */
    readonly operators: ReadonlySet<string>;
  };
