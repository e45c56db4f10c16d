import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { createSeededRandom } from '#shared/domains/coupons/testing/seeded-random.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import { createFakeKeyWrapper } from '#shared/vault/testing/create-fake-key-wrapper.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { sessionSigner } from '#shared/wiring/testing/session-signer.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import {
  createProcess,
  type FunctionName,
  issuer,
  type SimulatedProcess,
} from './create-process.ts';
import { drawBytes } from './draw-bytes.ts';
import { type Held, observeStore } from './observe-store.ts';
import type { Plant } from './plant.ts';

/** Midnight of 15 January 2026, UTC. */
export const start: Instant = Date.UTC(2026, 0, 15) * 1_000;

/** The largest difference between the clock of a process and the true time. */
export const skewMax: Instant = 10 * microsPerSecond;

/** A backup of the database of records. */
export type Backup = { readonly at: Instant; readonly documents: readonly Held[] };

const settingsOfAll = {
  OPERATORS: 'operator@example.org',
  CONSOLE_URL: 'https://console.example',
  OIDC_ISSUERS: JSON.stringify([{ issuer, client_id: 'console', name: 'Example' }]),
  TASKS_AUDIENCE: 'https://tasks.example.org',
  TASKS_SERVICE_ACCOUNT: 'scheduler@example.org',
  REQUESTS_BURST: '1000000',
  LOG_LEVEL: 'error',
};

/** Creates the databases, the key service, the true time, and the processes that work on them. */
export function createWorld(seed: number, plant?: Plant) {
  const clock = { now: start };
  const memory = createMemoryStore(indexCollections(collections), () => clock.now);
  const observed = observeStore(memory);
  const fake = createFakeKeyWrapper(drawBytes(`${seed} keys`));
  const keys = plant?.keys?.(fake) ?? fake;
  const signer = createFakeSigner();
  const random = createSeededRandom(seed);
  const processes = new Map<string, SimulatedProcess>();
  const log: string[] = [];
  const configOf = (name: string) => testConfig({ ...settingsOfAll, RECORDS_DATABASE: name });
  let database = 'mayfly';
  let config = configOf(database);
  let started = 0;

  const signing = {
    ...signer,
    async sign(data: Uint8Array) {
      if (fake.state !== 'up') throw new KeyServiceUnavailable('down');
      return signer.sign(data);
    },
  };

  function startOne(name: FunctionName): SimulatedProcess {
    started += 1;
    return createProcess({
      name,
      seed: `${seed} ${started.toString(36).padStart(6, '0')}`,
      config,
      store: observed.store,
      keys: {
        wrapperOf: () => keys,
        versionsOf: () => keys,
        signerOf: (_caller, key) => (key === 'receipts' ? signing : sessionSigner),
      },
      trueNow: () => clock.now,
      skew: Math.round((random() * 2 - 1) * skewMax),
      plant,
      logTo: { write: (line) => void log.push(line) },
    });
  }

  return {
    seed,
    clock,
    memory,
    observed,
    keys,
    fake,
    signer,
    plant,
    /** The lines that processes have logged as errors since the step began. */
    log,
    get database() {
      return database;
    },
    /** Ends all processes. New processes use the database with this name. */
    useDatabase(name: string): void {
      database = name;
      config = configOf(name);
      processes.clear();
    },
    /** Returns one of the two processes of a function, and starts it if it does not run. */
    processOf(name: FunctionName, replica: number): SimulatedProcess {
      const own = `${name} ${replica}`;
      const process = processes.get(own) ?? startOne(name);
      processes.set(own, process);
      return process;
    },
    /** Ends a process; the next request starts another one. */
    end(name: FunctionName, replica: number): void {
      processes.delete(`${name} ${replica}`);
    },
    running: () => [...processes.values()],
    endAll: () => processes.clear(),
  };
}

export type World = ReturnType<typeof createWorld>;
