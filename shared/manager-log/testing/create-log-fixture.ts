import { createHash } from 'node:crypto';
import type { Clock } from '#shared/base/time/clock.ts';
import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import type { DocumentData, Store, StoredDocument } from '#shared/store/store.ts';
import { countStoreCalls, type StoreCalls } from '#shared/store/testing/count-store-calls.ts';
import type { SealMade } from '#shared/sweeps/seal/make-seal.ts';
import { runSeal, type SealDeps, type SealReport } from '#shared/sweeps/seal/run-seal.ts';
import {
  createFakeKeyWrapper,
  type FakeKeyWrapper,
} from '#shared/vault/testing/create-fake-key-wrapper.ts';
import { createFakeSigner, type FakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { createTaskWork } from '#shared/wiring/task-service.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import type { MarkPeople } from '../actor-mark.ts';
import type { ManagerLogWriter } from '../create-manager-log-writer.ts';
import type { ManagerLogEntry } from '../entry.ts';
import { readEntries, readSeals } from '../read-log.ts';
import { type LogReport, verifyLog } from '../verification/verify-log.ts';
import type { Witness } from '../verification/witness.ts';

/** Noon of 15 January 2026, UTC. */
export const testStart: Instant = Date.UTC(2026, 0, 15, 12) * 1_000;
export const minute = 60_000_000;

/** An entry of the tenant `acme`. Each number gives a different target. */
export function entryOf(number: number, changes: Partial<ManagerLogEntry> = {}): ManagerLogEntry {
  return {
    tenant: 'acme',
    settings: everythingOn(),
    actor: 'sabine.schaefer@example.com',
    actorId: 'member-1',
    action: 'customers.read',
    target: `record.${number}`,
    outcome: 'done',
    ip: '2001:db8::7',
    ...changes,
  };
}

export type LogFixture = {
  readonly clock: { now: Instant };
  readonly store: Store;
  readonly takeCalls: () => Partial<StoreCalls>;
  readonly wrapper: FakeKeyWrapper;
  readonly signer: FakeSigner;
  readonly made: SealMade[];
  /** Makes the writer of another process. It uses the same store, or the given one. */
  readonly newWriter: (through?: Store) => ManagerLogWriter;
  readonly seal: (changes?: Partial<SealDeps>) => Promise<SealReport>;
  readonly verify: (tenant?: string, witness?: Witness, furthest?: Instant) => Promise<LogReport>;
  /** Codes of the problems that the verification finds. */
  readonly problems: (tenant?: string, witness?: Witness) => Promise<string[]>;
  readonly entries: (tenant?: string) => Promise<StoredDocument[]>;
  readonly seals: (tenant?: string) => Promise<StoredDocument[]>;
  /** Changes a stored document, as somebody with access to the database could do. */
  readonly tamper: (document: StoredDocument, changes: DocumentData) => Promise<void>;
  readonly remove: (...documents: readonly StoredDocument[]) => Promise<void>;
};

/** Makes marks without the key of people's ids, so that tests do not read this key first. */
const people: MarkPeople = {
  markOf: async (parts) => createHash('sha256').update(parts.join()).digest('hex'),
};

async function collect(documents: AsyncIterable<StoredDocument>): Promise<StoredDocument[]> {
  const all: StoredDocument[] = [];
  for await (const document of documents) all.push(document);
  return all;
}

/**
 * Creates a manager log with its store in memory.
 * @param databaseTime the database's own clock, which no process can set
 */
export function createLogFixture(databaseTime?: Clock): LogFixture {
  const clock = { now: testStart };
  const memory = createMemoryStore(indexCollections(collections), databaseTime);
  const { store, takeCalls } = countStoreCalls(memory);
  const wrapper = createFakeKeyWrapper();
  const signer = createFakeSigner();
  const platform = createPlatform(testConfig(), {
    store,
    now: () => clock.now,
    monotonic: () => 0,
    sleep: async () => undefined,
  });
  const made: SealMade[] = [];
  const verify = (
    tenant = 'acme',
    witness: Witness = { places: [], seals: [] },
    furthest = clock.now,
  ) =>
    verifyLog(
      { store: memory, keys: signer.publicKeys, now: () => clock.now, furthest, witness },
      tenant,
    );
  return {
    clock,
    store,
    takeCalls,
    wrapper,
    signer,
    made,
    newWriter: (through = store) =>
      createManagerLog({ ...platform, store: through }, wrapper, people),
    seal: (changes) =>
      runSeal({
        ...createTaskWork(platform),
        signer,
        onSealed: (seal) => void made.push(seal),
        onFailure: (error) => {
          throw error;
        },
        ...changes,
      }),
    verify,
    problems: async (tenant, witness) =>
      (await verify(tenant, witness)).problems.map(({ code }) => code),
    entries: async (tenant = 'acme') =>
      (await collect(readEntries(memory, tenant))).toSorted(
        (left, right) => Number(left.data['seq']) - Number(right.data['seq']),
      ),
    seals: (tenant = 'acme') => collect(readSeals(memory, tenant)),
    async tamper({ ref, data }, changes) {
      const changed = Object.entries({ ...data, ...changes });
      const kept = changed.filter(([, value]) => value !== undefined);
      await memory.commit([{ kind: 'put', ref, data: Object.fromEntries(kept) }]);
    },
    async remove(...documents) {
      await memory.commit(documents.map(({ ref }) => ({ kind: 'delete', ref })));
    },
  };
}

/**
 * Creates a log with `entriesADay` entries on each of `days` days, from noon on. All these entries
 * are sealed. The log also has entries of the present day, which are not sealed yet.
 */
export async function createSealedLog(days: number, entriesADay: number): Promise<LogFixture> {
  const fixture = createLogFixture();
  const writer = fixture.newWriter();
  for (let day = 0; day <= days; day += 1) {
    for (let at = 0; at < entriesADay; at += 1) {
      await writer.record(entryOf(at));
      fixture.clock.now += minute;
    }
    if (day < days) fixture.clock.now = testStart + (day + 1) * microsPerDay;
  }
  await fixture.seal();
  return fixture;
}
