import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Firestore } from '@google-cloud/firestore';
import { hash } from 'bcrypt';
import { systemClock } from '#shared/base/time/clock.ts';
import { root } from '../../infra/build/functions.ts';
import { buildBundles } from '../harness/build-bundles.ts';
import { environmentOf } from '../harness/function-process.ts';
import { createInstance, createTenant } from '../harness/instance.ts';
import { startOwnStack } from '../harness/own-stack.ts';
import { lookupCost } from '../harness/stack.ts';
import { unlimited } from '../harness/stack-config.ts';
import { buildMeasured } from './build-measured.ts';
import { startLoadSender } from './load.ts';
import { measureLoad, type Side } from './measure-load.ts';
import { startMeasured } from './measured-process.ts';
import { prepareCases, type RequestCase, type Sent } from './request-cases.ts';
import {
  type Cost,
  type MemoryRow,
  quantile,
  type Row,
  rowOf,
  tellRows,
  writeRows,
} from './rows.ts';

// Compares the CPU time of a function with the CPU time of a bare function, which makes the same
// calls to Firestore. The two run alternately, each in a process of its own. Another process sends
// the load.

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '9' },
    'at-once': { type: 'string', default: '4' },
    only: { type: 'string', multiple: true, default: [] },
    /**
     * With this option the bench measures the memory after this many requests, and no CPU time. The
     * limit is meant for 10,000 requests.
     */
    memory: { type: 'string' },
    /** A folder into which each process writes its CPU profile. */
    profile: { type: 'string' },
    json: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const atOnce = Number(values['at-once']);
/**
 * The number of first rounds that are not measured. In them V8 compiles the code that is used
 * often.
 */
const warmUps = 3;
const memoryRequests = values.memory === undefined ? undefined : Number(values.memory);
const memoryLimit = 1.2;
/** With `--memory` the bench sends this request many times. `--only` can name other requests. */
const memoryCase = 'POST chat message';
const projectId = 'demo-bench';

const out = mkdtempSync(join(tmpdir(), 'bench-'));
const stack = await startOwnStack(projectId);
const sender = startLoadSender();
const database = new Firestore({
  projectId,
  databaseId: 'mayfly',
  host: stack.emulatorHost,
  ssl: false,
  customHeaders: { authorization: 'Bearer owner' },
});

const { bare: bareSource, preloads } = await buildMeasured(out);
const instance = createInstance(stack, { now: systemClock, firestoreHost: stack.emulatorHost });
const tenant = await createTenant(instance, systemClock, 'bench');
function start(source: string, firestoreHost: string, flags: readonly string[] = []) {
  const env = environmentOf(stack, 'bench', {
    firestoreHost,
    env: unlimited,
  });
  return startMeasured({ source, preloads, env, flags });
}

const load = (side: Side, count: number) =>
  measureLoad(sender, { keys: [tenant.key], atOnce }, side, count);

/**
 * Returns the calls to Firestore that one request makes, after earlier requests have filled the
 * caches.
 */
async function callsOf(source: string, sent: Sent): Promise<readonly string[]> {
  const process = await start(source, stack.proxy.host);
  try {
    const side = { process, sent, from: 0 };
    await load(side, sent.bodies.length || sent.paths.length);
    const earlier = stack.proxy.operations().length;
    await load(side, 1);
    return stack.proxy
      .operations()
      .slice(earlier)
      .map((each) =>
        [each.method, each.documents, each.writes, each.returned]
          .filter((part) => part !== undefined)
          .join(' '),
      );
  } finally {
    await process.stop();
  }
}

async function checkCalls({ name, service, own, bare }: RequestCase): Promise<void> {
  const ours = await callsOf(`${root}dist/${service}`, own);
  const bares = await callsOf(bareSource, bare);
  if (ours.join() !== bares.join())
    throw new Error(`${name}, Mayfly: ${ours.join(', ')}; bare function: ${bares.join(', ')}`);
  console.log(`${name.padEnd(20)} both: ${ours.join(', ')}`);
}

/** Measures the CPU time of one bcrypt hash of a text, in milliseconds. */
async function hashMs(cost: number, count: number): Promise<number> {
  const salt = `$2b$${String(cost).padStart(2, '0')}$abcdefghijklmnopqrstuu`;
  const before = process.cpuUsage();
  for (let at = 0; at < count; at += 1) await hash(`${'a'.repeat(40)}${at}`, salt);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / count;
}

async function compare(each: RequestCase): Promise<Row> {
  const { name, service, own, bare, count, hashes = 0, limit } = each;
  await checkCalls(each);
  const flags =
    values.profile === undefined
      ? []
      : ['--cpu-prof', `--cpu-prof-dir=${values.profile}/${name.replaceAll(' ', '-')}`];
  const sides = [
    {
      process: await start(`${root}dist/${service}`, stack.emulatorHost, flags),
      sent: own,
      from: 0,
    },
    { process: await start(bareSource, stack.emulatorHost, flags), sent: bare, from: 0 },
  ] as const;
  try {
    const measure = async (side: Side) => {
      const cost = await load(side, count);
      side.from += count;
      return cost;
    };
    const hashed = hashes === 0 ? 0 : hashes * (await hashMs(lookupCost, 300));
    for (let round = 0; round < warmUps; round += 1) for (const side of sides) await measure(side);
    const pairs: { own: Cost; bare: Cost }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // The order in a pair changes, so that a change of the machine's speed affects both functions
      // equally.
      const [ours, bares] = sides;
      const first = round % 2 === 0 ? undefined : await measure(bares);
      const { cpu, time } = await measure(ours);
      pairs.push({
        own: { cpu: cpu - hashed, time },
        bare: first ?? (await measure(bares)),
      });
    }
    const row = rowOf(name, pairs, 'cpu');
    const median = (side: 'own' | 'bare') =>
      pairs.map((pair) => pair[side].cpu).toSorted((one, other) => one - other)[rounds >> 1] ?? 0;
    console.log(
      `${name.padEnd(20)} CPU ${median('own').toFixed(2)} : ${median('bare').toFixed(2)} ms${hashed === 0 ? '' : `, without bcrypt (${hashed.toFixed(2)} ms)`}`,
    );
    return limit === undefined ? row : { ...row, limit };
  } finally {
    for (const { process } of sides) await process.stop();
  }
}

/** Measures the memory of a new process after many requests, in bytes. */
async function memoryOf(source: string, sent: Sent, requests: number): Promise<number> {
  const process = await start(source, stack.emulatorHost);
  try {
    await load({ process, sent, from: 0 }, requests);
    return (await process.used()).rss;
  } finally {
    await process.stop();
  }
}

/** Compares the memory of both functions. Each round starts both in new processes. */
async function compareMemory(each: RequestCase, requests: number): Promise<MemoryRow> {
  const { name, service, own, bare } = each;
  const pairs: { own: number; bare: number }[] = [];
  for (let round = 0; round < rounds; round += 1)
    pairs.push({
      own: await memoryOf(`${root}dist/${service}`, own, requests),
      bare: await memoryOf(bareSource, bare, requests),
    });
  const mebibytes = (side: 'own' | 'bare') =>
    quantile(
      pairs.map((pair) => pair[side]),
      0.5,
    ) /
    2 ** 20;
  const ratios = pairs.map((pair) => pair.own / pair.bare);
  const row: MemoryRow = {
    name,
    requests,
    rss_ratio: quantile(ratios, 0.5),
    spread: quantile(ratios, 0.75) - quantile(ratios, 0.25),
    limit: memoryLimit,
    own_mib: mebibytes('own'),
    bare_mib: mebibytes('bare'),
  };
  console.log(
    `${name.padEnd(20)} memory x${row.rss_ratio.toFixed(2)} (spread ${row.spread.toFixed(2)})  limit ${memoryLimit}  (${row.own_mib.toFixed(0)} : ${row.bare_mib.toFixed(0)} MiB after ${requests} requests)`,
  );
  return row;
}

try {
  await buildBundles(['chat']);
  const codes = 500 * (rounds + warmUps + 1);
  const cases = await prepareCases({ instance, tenant, database, codes });
  const chosen = cases.filter(({ name }) =>
    values.only.length > 0
      ? values.only.includes(name)
      : memoryRequests === undefined || name === memoryCase,
  );
  if (memoryRequests === undefined) {
    const rows: Row[] = [];
    for (const each of chosen) rows.push(await compare(each));
    await tellRows(rows);
  } else {
    const rows: MemoryRow[] = [];
    for (const each of chosen) rows.push(await compareMemory(each, memoryRequests));
    await writeRows(rows);
  }
} finally {
  sender.stop();
  await database.terminate();
  await stack.stop();
  rmSync(out, { recursive: true });
}
