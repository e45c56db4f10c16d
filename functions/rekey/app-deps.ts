import type { ChainDeps } from '#shared/manager-log/chain.ts';
import type { KeyVersions } from '#shared/vault/key-versions.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import type { Signer } from '#shared/vault/signer.ts';
import type { ApiService } from '#shared/wiring/api-service.ts';
import type { TaskService } from '#shared/wiring/task-service.ts';

/** The dependencies of this function, which Cloud Scheduler and operators call. */
export type RekeyAppDeps = TaskService &
  Pick<ApiService, 'records' | 'authenticate' | 'managerLog' | 'categories'> & {
    readonly wrapper: KeyWrapper;
    /** Orders the destruction of old key versions. */
    readonly keyVersions: KeyVersions;
    /** Signs the report that counts what remains of an older system: lines and keys. */
    readonly signer: Signer;
    /** With these dependencies an import adds log entries of an older system to the manager log. */
    readonly chain: ChainDeps;
    /** Email addresses of the operators, who may call the function. */
    readonly operators: ReadonlySet<string>;
  };
