import type { Identify } from '#shared/access/identity.ts';
import type { Config } from '#shared/base/config/read-config.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import { createSeededRandom } from '#shared/domains/coupons/testing/seeded-random.ts';
import type { App } from '#shared/http/create-app.ts';
import type { Store } from '#shared/store/store.ts';
import { createKilledStore, type Landed } from '#shared/sweeps/testing/create-killed-store.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { collections } from '#shared/wiring/collections.ts';
import { deploymentOf } from '#shared/wiring/deployment-of.ts';
import { keyVersionsOf } from '#shared/wiring/keys/key-versions-of.ts';
import { publicKeysOf } from '#shared/wiring/keys/public-keys-of.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createChainDeps } from '#shared/wiring/manager-log-deps.ts';
import { outboundOf } from '#shared/wiring/outbound-of.ts';
import { createPlatform, type KeyService, type Platform } from '#shared/wiring/platform.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createSubjectsApp } from '../../../functions/subjects/app.ts';
import { createTenantsApp } from '../../../functions/tenants/app.ts';
import { categoryApps } from '../../../infra/local/gateway/category-apps.ts';
import { taskApps } from '../../../infra/local/gateway/task-apps.ts';
import { drawBytes } from './draw-bytes.ts';
import type { Plant } from './plant.ts';

export type CategoryService = keyof typeof categoryApps;
export type TaskName = keyof typeof taskApps;
export type FunctionName = CategoryService | TaskName | 'subjects' | 'tenants';

/** A process of one function. Its caches end with the process. */
export type SimulatedProcess = {
  readonly app: App;
  readonly now: () => Instant;
  /** How many microseconds the clock of this process is ahead of the true time. */
  skew: Instant;
  /**
   * Makes the process die at one of its next writes. Writes are counted from zero.
   * `killed` resolves when the process is dead.
   */
  readonly dieAt: (write: number, landed: Landed) => { readonly killed: Promise<'killed'> };
  /**
   * Makes the process stop before one of its next commits, until `goOn` is called. `reached`
   * resolves when it has stopped.
   */
  readonly pauseAt: (write: number) => {
    readonly reached: Promise<'reached'>;
    readonly goOn: () => void;
  };
  /** Cancels a planned death or stop. Then the process works normally. */
  readonly spare: () => void;
};

export type ProcessDeps = {
  readonly name: FunctionName;
  /** The seed differs for each process, so that no two processes make the same random numbers. */
  readonly seed: string;
  readonly config: Config;
  readonly store: Store;
  readonly keys: KeyService;
  readonly trueNow: () => Instant;
  readonly skew: Instant;
  readonly plant: Plant | undefined;
  readonly logTo: { readonly write: (line: string) => void };
};

export const issuer = 'https://id.example.com';

/** The bearer token `as-<name>` stands for the person `<name>`. Other suites use real tokens. */
const identify: Identify = async ({ headers }) => {
  const name = /^Bearer as-([\w.-]+)$/.exec(headers.get('authorization') ?? '')?.[1];
  return name === undefined ? undefined : { identity: { email: `${name}@example.org`, issuer } };
};

async function checkScheduler(authorization: string | undefined): Promise<void> {
  if (authorization !== 'Bearer scheduler') throw new Problem('token-invalid');
}

/** Builds the app of a function as its `index.ts` does. */
function appOf(platform: Platform, name: FunctionName, known: typeof collections): App {
  const api = createApiService(platform, name);
  const operators = new Set(platform.config.OPERATORS);
  if (name === 'subjects')
    return createSubjectsApp({
      ...api,
      collections: known,
      signer: signerOf(platform, name),
      pageOrigin: undefined,
    });
  if (name === 'tenants')
    return createTenantsApp({
      ...api,
      operators,
      deployment: deploymentOf(platform.config),
      publicKeys: publicKeysOf(platform, name),
    });
  if (name in categoryApps) return categoryApps[name as CategoryService](api);
  const wrapper = wrapperOf(platform, name);
  const service = createTaskService(platform, name);
  return taskApps[name as TaskName]({
    ...service,
    ...api,
    work: { ...service.work, collections: known },
    signer: signerOf(platform, name),
    chain: createChainDeps(platform, wrapper),
    wrapper,
    keyVersions: keyVersionsOf(platform, name),
    send: outboundOf(platform.config),
    operators,
  });
}

/** Starts a process of a function, with empty caches and a clock of its own. */
export function createProcess(deps: ProcessDeps): SimulatedProcess {
  const { name, seed, config, keys, plant } = deps;
  const planted = plant?.store?.(deps.store, name) ?? deps.store;
  let current = planted;
  const store: Store = {
    get: (ref) => current.get(ref),
    getAll: (refs) => current.getAll(refs),
    query: (query) => current.query(query),
    count: (query) => current.count(query),
    aggregate: (query, field) => current.aggregate(query, field),
    commit: (writes) => current.commit(writes),
    deleteEach: (documents) => current.deleteEach(documents),
  };
  const own = { skew: deps.skew };
  const ownNow = () => deps.trueNow() + own.skew;
  const now = plant?.clock?.(ownNow, name) ?? ownNow;
  const platform = createPlatform(config, {
    store,
    now,
    monotonic: () => deps.trueNow() / microsPerMilli,
    random: createSeededRandom(Number.parseInt(seed.slice(-6), 36)),
    randomBytes: drawBytes(seed),
    sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
    newRequestId: () => 'request',
    logTo: deps.logTo,
    keys,
    identify,
    checkScheduler,
  });
  return {
    app: appOf(platform, name, plant?.collections?.(collections, name) ?? collections),
    now,
    get skew() {
      return own.skew;
    },
    set skew(skew) {
      own.skew = skew;
    },
    dieAt(write, landed) {
      const { store: dying, killed } = createKilledStore(planted, write, landed);
      current = dying;
      return { killed };
    },
    pauseAt(write) {
      const reaching = Promise.withResolvers<'reached'>();
      const going = Promise.withResolvers<void>();
      let writes = 0;
      current = {
        ...planted,
        async commit(all) {
          if (writes++ === write) {
            reaching.resolve('reached');
            await going.promise;
          }
          return planted.commit(all);
        },
      };
      return { reached: reaching.promise, goOn: going.resolve };
    },
    spare() {
      current = planted;
    },
  };
}
