import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '#shared/base/time/clock.ts';
import { type FirstCall, firstCallOf, storageCall } from '../../infra/build/first-call.ts';
import { functionNames, root } from '../../infra/build/functions.ts';
import { buildBundles } from '../harness/build-bundles.ts';
import { environmentOf } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { startOwnStack } from '../harness/own-stack.ts';
import { startScheduler } from '../harness/scheduler.ts';
import { buildMeasured } from './build-measured.ts';
import { type FirstCost, type FirstRequest, measureFirstRequest } from './measure-first-request.ts';
import { type Cost, quantile, type Row, rowOf, tellRows } from './rows.ts';

// Measures the time from the start of a process to its first answer. A function of Mayfly and a
// bare function run alternately. Data keys and lookup secrets exist already, so the key service
// only unwraps keys.

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '7' },
    only: { type: 'string', multiple: true, default: [] },
    /** The bench fails if a function's ratio of time is above this number. */
    'at-most': { type: 'string' },
    /** A folder into which each process writes its CPU profile. */
    profile: { type: 'string' },
    json: { type: 'string' },
  },
});
const ratioMax = Number(values['at-most'] ?? Number.POSITIVE_INFINITY);
if (!(ratioMax > 0)) throw new Error('--at-most takes a ratio, such as 1.15');
const names = functionNames().filter(
  (name) => values.only.length === 0 || values.only.includes(name),
);

/** The goal for the ratio of time. The bench only prints it; above `--at-most` the bench fails. */
const limitOfTime = 0.9;
const costOf = ({ cpuMs, wallMs }: FirstCost): Cost => ({ cpu: cpuMs, time: wallMs });
const routeOf = ({ init, path }: FirstRequest) => `${init.method} ${path}`;

async function compare(
  name: string,
  ours: (run: number) => FirstRequest,
  bare: FirstRequest,
): Promise<Row> {
  // The first run of each function makes the keys, and fills the caches of the machine. These runs
  // are not measured.
  await measureFirstRequest(ours(0));
  await measureFirstRequest(bare);
  const pairs: { ours: FirstCost; bare: FirstCost }[] = [];
  for (let run = 1; run <= Number(values.pairs); run += 1)
    // The order in a pair changes, so that a change of the machine's speed affects both functions
    // equally.
    if (run % 2 === 0)
      pairs.push({
        ours: await measureFirstRequest(ours(run)),
        bare: await measureFirstRequest(bare),
      });
    else {
      const first = await measureFirstRequest(bare);
      pairs.push({ ours: await measureFirstRequest(ours(run)), bare: first });
    }
  const row = {
    ...rowOf(
      name,
      pairs.map(({ ours: own, bare: other }) => ({ own: costOf(own), bare: costOf(other) })),
    ),
    limit: limitOfTime,
    rss_ratio: quantile(
      pairs.map(({ ours: own, bare: other }) => own.rss / other.rss),
      0.5,
    ),
  };
  const cost = (side: 'ours' | 'bare', of: keyof FirstCost, unit = 1) =>
    (
      quantile(
        pairs.map((pair) => pair[side][of]),
        0.5,
      ) / unit
    ).toFixed(0);
  console.log(
    [
      `${name.padEnd(12)} ${routeOf(ours(0)).padEnd(34)}`,
      `time x${row.time_ratio.toFixed(2)} (spread ${row.spread.toFixed(2)})  CPU x${row.cpu_ratio.toFixed(2)}`,
      `(${cost('ours', 'wallMs')} : ${cost('bare', 'wallMs')} ms,`,
      `CPU ${cost('ours', 'cpuMs')} : ${cost('bare', 'cpuMs')} ms)`,
      `memory x${row.rss_ratio.toFixed(2)} (${cost('ours', 'rss', 2 ** 20)} : ${cost('bare', 'rss', 2 ** 20)} MiB)`,
    ].join('  '),
  );
  if (row.time_ratio > ratioMax) process.exitCode = 1;
  return row;
}

await buildBundles(names);
const out = mkdtempSync(join(tmpdir(), 'bench-'));
const stack = await startOwnStack('demo-first-request');
try {
  const { bare, preloads } = await buildMeasured(out);
  const scheduler = await startScheduler(stack);
  const instance = createInstance(stack, { now: systemClock, firestoreHost: stack.emulatorHost });
  const key = await storeKey(instance, systemClock, 'bench');
  const env = environmentOf(stack, 'bench', {
    firestoreHost: stack.emulatorHost,
    env: scheduler.env,
  });
  const flags =
    values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
  const shared = { preloads, env, flags };
  const bareRequest = { ...shared, source: bare, path: '/', init: { method: 'POST' } };
  const rows: Row[] = [];
  const measure = async (name: string, title: string, call: FirstCall) => {
    const { method, path, bodyOf } = call;
    const credential = path.startsWith('/tasks/') ? await scheduler.token() : key;
    const headers = {
      authorization: `Bearer ${credential}`,
      'content-type': 'application/json',
    };
    const ours = (run: number) => ({
      ...shared,
      source: `${root}dist/${name}`,
      path,
      init: { method, headers, ...(bodyOf && { body: JSON.stringify(bodyOf(run)) }) },
    });
    rows.push(await compare(title, ours, bareRequest));
  };
  for (const name of names) {
    await measure(name, name, firstCallOf(name) ?? { method: 'GET', path: '/health', status: 200 });
    if (name === 'tenants') await measure(name, 'overview', storageCall);
  }
  await tellRows(rows);
} finally {
  await stack.stop();
  rmSync(out, { recursive: true });
}
