import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Firestore } from '@google-cloud/firestore';
import { systemClock } from '#shared/base/time/clock.ts';
import { callDeadlineMs } from '#shared/store/commit-deadline.ts';
import type { DatabaseId, Store } from '#shared/store/store.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { startOwnStack } from '../harness/own-stack.ts';
import { stackConfig, unlimited } from '../harness/stack-config.ts';
import { keepWrites, prepareReplay, recordCalls, undoCalls } from './recorded-calls.ts';
import { type Cost, type HeapRow, rowOf, tellRows, writeRows } from './rows.ts';
import { createSweepWork, type SweepWork } from './sweep-work.ts';

// Runs a sweep, and then sends the same database calls with the bare client. As many calls run at
// the same time as in the sweep. Measures the CPU time of both, which run in turn in one process.
// The database runs in another process. With `--memory` the bench measures the heap instead.

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '7' },
    records: { type: 'string', default: '1000' },
    only: { type: 'string' },
    memory: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const records = Number(values.records);
const memoryRecords = [10_000, 100_000];
const projectId = 'demo-bench';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Collects the garbage of earlier work, and then measures the CPU time of `work`. */
async function measure(work: () => Promise<unknown>): Promise<Cost> {
  collectGarbage();
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: user + system, time: performance.now() - started };
}

const stack = await startOwnStack(projectId);
const config = stackConfig(stack, {
  ...unlimited,
  LOG_LEVEL: 'silent',
  FIRESTORE_EMULATOR_HOST: stack.emulatorHost,
});
const clients = new Map<DatabaseId, Firestore>();
const clientOf = (databaseId: DatabaseId): Firestore => {
  const client =
    clients.get(databaseId) ??
    new Firestore({
      projectId,
      databaseId,
      host: stack.emulatorHost,
      ssl: false,
      customHeaders: { authorization: 'Bearer owner' },
    });
  clients.set(databaseId, client);
  return client;
};
// The emulator answers a query with a scan. With 100,000 documents, a scan takes longer than the
// normal deadline.
const store = connectStore(config, values.memory ? 600_000 : callDeadlineMs);

async function compare({ name, seed, run }: SweepWork) {
  const pairs: { own: Cost; bare: Cost }[] = [];
  // The first round is not counted. It loads code and fills caches.
  for (let round = 0; round <= rounds; round += 1) {
    const seeding = keepWrites(store);
    await seed(seeding.store, records);
    const recording = recordCalls(store);
    let done = 0;
    const own = await measure(async () => {
      done = await run(recording.store);
    });
    if (done !== records) throw new Error(`${name} worked on ${done} of ${records} records`);
    await undoCalls(store, recording, seeding.kept);
    const replay = prepareReplay(clientOf, recording);
    const bare = await measure(replay);
    if (round > 0) pairs.push({ own, bare });
  }
  return rowOf(name, pairs, 'cpu');
}

/**
 * Measures the largest growth of the heap during a sweep, in MiB. The heap is measured after
 * garbage collections.
 */
async function measureHeap({ seed, run, generate }: SweepWork, count: number): Promise<number> {
  await seed(store, generate === undefined ? count : 1);
  const through: Store = generate?.(count) ?? store;
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let most = before;
  const sample = setInterval(() => {
    collectGarbage();
    most = Math.max(most, process.memoryUsage().heapUsed);
  }, 250);
  for (let done = 0; done < count; ) done += await run(through);
  clearInterval(sample);
  return (most - before) / 2 ** 20;
}

async function tellHeap(work: SweepWork): Promise<HeapRow[]> {
  const rows: HeapRow[] = [];
  for (const count of memoryRecords) {
    const grown = await measureHeap(work, count);
    console.log(`${work.name.padEnd(16)} ${count} records: heap grew by ${grown.toFixed(1)} MiB`);
    rows.push({ name: work.name, records: count, heap_mib: grown });
  }
  return rows;
}

try {
  const works = await createSweepWork({ config, store, now: systemClock, randomBytes });
  const chosen = works.filter(({ name }) => name === (values.only ?? name));
  if (values.memory) {
    const rows: HeapRow[] = [];
    for (const work of chosen) rows.push(...(await tellHeap(work)));
    await writeRows(rows);
  } else {
    const rows = [];
    for (const work of chosen) rows.push(await compare(work));
    await tellRows(rows);
  }
} finally {
  await Promise.all([...clients.values()].map((client) => client.terminate()));
  await store.close();
  await stack.stop();
}
