import type { App } from '#shared/http/create-app.ts';
import type { ChainDeps } from '#shared/manager-log/chain.ts';
import type { SendOutbound } from '#shared/outbound/send-outbound.ts';
import type { KeyVersions } from '#shared/vault/key-versions.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';
import type { Signer } from '#shared/vault/signer.ts';
import type { ApiService } from '#shared/wiring/api-service.ts';
import type { TaskService } from '#shared/wiring/task-service.ts';
import { createEraseApp } from '../../../functions/erase/app.ts';
import { createNoticesApp } from '../../../functions/notices/app.ts';
import { createPurgeApp } from '../../../functions/purge/app.ts';
import { createRekeyApp } from '../../../functions/rekey/app.ts';
import { createSealApp } from '../../../functions/seal/app.ts';
import type { FunctionName } from '../../manifest.ts';

/** Dependencies that only some of the tasks need. */
export type TaskKeys = Pick<
  ApiService,
  'records' | 'authenticate' | 'managerLog' | 'categories'
> & {
  readonly chain: ChainDeps;
  readonly signer: Signer;
  readonly wrapper: KeyWrapper;
  readonly keyVersions: KeyVersions;
  readonly send: SendOutbound;
  readonly operators: ReadonlySet<string>;
};

type CreateTaskApp = (service: TaskService & TaskKeys) => App;

/**
 * How to create each function whose tasks Cloud Scheduler calls. The keys are the names of the
 * functions in the manifest.
 */
export const taskApps = {
  purge: createPurgeApp,
  erase: createEraseApp,
  seal: createSealApp,
  rekey: createRekeyApp,
  notices: createNoticesApp,
} as const satisfies { readonly [name in FunctionName]?: CreateTaskApp };
