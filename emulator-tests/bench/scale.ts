import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '#shared/base/time/clock.ts';
import { root } from '../../infra/build/functions.ts';
import { buildBundles } from '../harness/build-bundles.ts';
import { environmentOf } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { startOwnStack } from '../harness/own-stack.ts';
import { unlimited } from '../harness/stack-config.ts';
import { buildMeasured } from './build-measured.ts';
import { countOperations, hasGrown, withoutRefreshes } from './count-operations.ts';
import { fillCategory } from './fill-tenant.ts';
import { startLoadSender } from './load.ts';
import { measureLoad } from './measure-load.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import { prepareCases, type RequestCase, type Sent } from './request-cases.ts';
import { type Cost, type Operations, quantile, type Row, rowOf, tellRows } from './rows.ts';
import { type MeasuredRequest, renderMeasuredCosts } from './tell-costs.ts';

// Sends the same requests for tenants with few and with many records, and for one tenant and for
// many tenants. Compares their costs. The bench fails if more records or more tenants make a
// request need more operations, or over a tenth more bytes. It also prints CPU times. The emulator
// answers a query with a scan, so durations say nothing.

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    /**
     * For each number, one tenant gets this many records of each category that the chosen requests
     * use. The costs are divided by the costs of the first tenant.
     */
    sizes: { type: 'string', default: '100,1000,10000,100000' },
    tenants: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '7' },
    'at-once': { type: 'string', default: '4' },
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
  },
});

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`${text} must be a positive whole number`);
}

const sizes = values.sizes.split(',').map(wholeNumber);
const tenants = wholeNumber(values.tenants);
const rounds = wholeNumber(values.rounds);
const atOnce = wholeNumber(values['at-once']);
const warmUps = 2;
/**
 * The number of requests whose operations are counted. If there are more tenants, one request of
 * each tenant is counted.
 */
const counted = 20;
/** The largest number of times that a round sends the same request. */
const requestsMax = 300;
/**
 * For batches and requests with a query, a round sends the same request at most this often. Queries
 * are slow with large collections.
 */
const slowMax = 20;
/**
 * The largest collection for requests with a query. The emulator scans all documents to answer a
 * query, so with more documents Mayfly stops waiting before the answer comes.
 */
const scannedMax = 10_000;
const projectId = 'demo-scale';
/** The category of the records that a function's requests read or write. */
const categoryOf: { readonly [service: string]: string } = {
  chat: 'chat_messages',
  customers: 'customers',
  messenger: 'messenger_sessions',
  coupons: 'coupon_codes',
};

/** The number of messages that a request stores. */
const messagesOf: { readonly [name: string]: number } = {
  'POST chat message': 1,
  'batch of 100': 100,
};

/** Requests of one side of a comparison, with the API keys of their tenants. */
type Load = {
  readonly name: string;
  readonly sent: Sent;
  readonly keys: readonly string[];
  from: number;
};
type Tenant = { readonly key: string; readonly cases: readonly RequestCase[] };

const out = mkdtempSync(join(tmpdir(), 'bench-'));
const stack = await startOwnStack(projectId);
const sender = startLoadSender();
const instance = createInstance(stack, { now: systemClock, firestoreHost: stack.emulatorHost });
const isChosen = ({ name }: RequestCase) => values.only.length === 0 || values.only.includes(name);

async function createTenant(id: string, own: { codes: number; people?: number }): Promise<Tenant> {
  const key = await storeKey(instance, systemClock, id);
  return { key, cases: await prepareCases({ instance, tenant: { key }, ...own }) };
}

const hasQuery = ({ name }: RequestCase) => /^(?:list|search|emission)/.test(name);
const countOf = (each: RequestCase) =>
  Math.min(each.count, hasQuery(each) || each.name.startsWith('batch') ? slowMax : requestsMax);
/** True if the request adds messages to a tenant. Such requests are measured last. */
const isPosting = ({ service, own }: RequestCase) => service === 'chat' && own.method === 'POST';
/** The number of codes that `many` tenants together need for all requests of a comparison. */
const codesFor = (many: number) =>
  2 * Math.max(counted, many) + Math.max(requestsMax, many) + requestsMax * (rounds + warmUps);

/**
 * Creates a tenant and stores `size` records in each category that the chosen requests use. Ignores
 * requests with a query if `size` is too large for them.
 */
async function createSized(size: number): Promise<Tenant> {
  const id = `records-${size}`;
  const tenant = await createTenant(id, { codes: codesFor(1) + 1 });
  const cases = tenant.cases.filter(
    (each) => isChosen(each) && (size <= scannedMax || !hasQuery(each)),
  );
  for (const service of new Set(cases.map((each) => each.service))) {
    const emission = tenant.cases.find(({ name }) => name === 'emission');
    if (service === 'coupons' && emission !== undefined) await emitOne(tenant.key, emission);
    await fillCategory(instance.store, id, categoryOf[service] ?? '', size);
  }
  console.log(`a tenant with ${size} records of each measured category is stored`);
  return tenant;
}

/** Gives out one code. Then `fillCategory` can copy the record of this code. */
async function emitOne(key: string, { own }: RequestCase): Promise<void> {
  const answer = await instance.appOf('coupons').request(own.paths[0] ?? '', {
    method: own.method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(own.bodies[0]),
  });
  if (answer.status !== 201) throw new Error(`no code is given out: ${answer.status}`);
}

/**
 * The requests of one kind for several tenants. The API keys, paths and bodies are used in turn.
 */
function inTurns(name: string, at: number, some: readonly Tenant[]): Load {
  const sent = some.map(({ cases }) => cases[at]?.own).filter((own) => own !== undefined);
  const [first] = sent;
  if (first === undefined) throw new Error('there is no tenant that sends requests');
  const [only] = sent.length === 1 ? sent : [];
  const own = only ?? {
    method: first.method,
    paths: sent.map(({ paths }) => paths[0] ?? ''),
    bodies: sent.flatMap(({ bodies }) => bodies.slice(0, 1)),
  };
  return { name, sent: own, keys: some.map(({ key }) => key), from: 0 };
}

async function send(process: MeasuredProcess, load: Load, count: number): Promise<Cost> {
  const { sent, keys, from } = load;
  load.from += count;
  return measureLoad(sender, { keys, atOnce }, { process, sent, from }, count);
}

const start = (service: string, firestoreHost: string) =>
  startMeasured({
    source: `${root}dist/${service}`,
    preloads,
    env: environmentOf(stack, 'bench', { firestoreHost, env: unlimited }),
  });

/**
 * Counts what a request of each load costs at Firestore, after earlier requests have filled the
 * caches.
 */
async function countLoads(service: string, loads: readonly Load[]): Promise<Operations[]> {
  const process = await start(service, stack.proxy.host);
  try {
    const all: Operations[] = [];
    for (const load of loads) {
      const requests = Math.max(counted, load.keys.length);
      await send(process, load, Math.max(requests, load.sent.bodies.length));
      const earlier = stack.proxy.operations().length;
      await send(process, load, requests);
      const made = stack.proxy.operations().slice(earlier);
      all.push(countOperations(withoutRefreshes(made), requests));
    }
    return all;
  } finally {
    await process.stop();
  }
}

/** Measures all loads in turn, in one process. */
async function measureLoads(service: string, loads: readonly Load[], count: number) {
  const process = await start(service, stack.emulatorHost);
  try {
    const costs = new Map<Load, Cost[]>(loads.map((load) => [load, []]));
    // First each tenant sends a request, so that its settings and keys are in memory.
    for (const load of loads) await send(process, load, Math.max(count, load.keys.length));
    for (let round = 0; round < rounds + warmUps; round += 1) {
      // The order changes, so that a change of the machine's speed affects all loads equally.
      const inOrder = round % 2 === 0 ? loads : loads.toReversed();
      for (const load of inOrder) {
        const cost = await send(process, load, count);
        if (round >= warmUps) costs.get(load)?.push(cost);
      }
    }
    return costs;
  } finally {
    await process.stop();
  }
}

function tellLoad(name: string, load: Load, cpuMs: number, told: Operations): void {
  const parts = [
    `${told.calls.toFixed(2)} calls`,
    `${told.reads.toFixed(2)} reads`,
    `${told.writes.toFixed(2)} writes`,
    `${told.deletes.toFixed(2)} deletions`,
    `${told.bytes.toFixed(0)} bytes`,
  ];
  console.log(
    `${name.padEnd(18)} ${load.name.padEnd(15)} CPU ${cpuMs.toFixed(2)} ms, ${parts.join(', ')}`,
  );
}

type Compared = { readonly rows: readonly Row[]; readonly last: MeasuredRequest };

/** Compares each load with the first one. */
async function compare(each: RequestCase, loads: readonly Load[]): Promise<Compared> {
  const { service, name } = each;
  const operations = await countLoads(service, loads);
  const costs = await measureLoads(service, loads, countOf(each));
  const measured = loads.map((load, at) => {
    const told = operations[at];
    const own = costs.get(load);
    if (told === undefined || own === undefined) throw new Error(`${name} was not measured`);
    const cpuMs = quantile(
      own.map(({ cpu }) => cpu),
      0.5,
    );
    tellLoad(name, load, cpuMs, told);
    return { load, told, own, cpuMs };
  });
  const [base] = measured;
  const last = measured.at(-1);
  if (base === undefined || last === undefined) throw new Error('there are no requests to compare');
  const rows = measured.map(({ load, told, own }) => {
    if (hasGrown(base.told, told)) {
      console.error(`${name}: ${load.name} cost more than ${base.load.name}`);
      process.exitCode = 1;
    }
    const pairs = own.map((cost, round) => ({ own: cost, bare: base.own[round] ?? cost }));
    return { ...rowOf(`${name}, ${load.name}`, pairs, 'cpu'), operations: told };
  });
  const messages = messagesOf[name];
  return {
    rows,
    last: {
      name,
      service,
      operations: last.told,
      cpuMs: last.cpuMs,
      ...(messages !== undefined && { messages }),
    },
  };
}

let preloads: readonly string[] = [];
try {
  await buildBundles(['chat', 'customers', 'messenger', 'coupons']);
  ({ preloads } = await buildMeasured(out));
  // The emulator scans all tenants' documents to answer a query. So each request with a query is
  // measured before the larger collections exist.
  const many: Tenant[] = [];
  for (let at = 0; at < tenants; at += 1) {
    const alone = at === 0 ? codesFor(1) : 0;
    const codes = alone + Math.ceil(codesFor(tenants) / tenants) + 1;
    many.push(await createTenant(`tenant-${at}`, { codes, people: 2 }));
  }
  console.log(`${tenants} tenants are stored`);
  const sized: { readonly size: number; readonly tenant: Tenant }[] = [];
  const store = async (some: readonly number[]) => {
    for (const size of some) sized.push({ size, tenant: await createSized(size) });
  };
  const rows: Row[] = [];
  const measured: MeasuredRequest[] = [];
  const measureTenants = async (at: number, each: RequestCase) => {
    const compared = await compare(each, [
      inTurns('1 tenant', at, many.slice(0, 1)),
      inTurns(`${tenants} tenants`, at, many),
    ]);
    rows.push(...compared.rows);
  };
  const measureSizes = async (at: number, each: RequestCase) => {
    const compared = await compare(
      each,
      sized.map(({ size, tenant }) => inTurns(`${size} records`, at, [tenant])),
    );
    rows.push(...compared.rows);
    measured.push(compared.last);
  };
  const chosen = [...(many[0]?.cases ?? []).entries()]
    .filter(([, each]) => isChosen(each))
    .toSorted(([, one], [, other]) => Number(isPosting(one)) - Number(isPosting(other)));
  const querying = chosen.filter(([, each]) => hasQuery(each));
  for (const [at, each] of querying) await measureTenants(at, each);
  await store(sizes.filter((size) => size <= scannedMax));
  for (const [at, each] of querying) await measureSizes(at, each);
  await store(sizes.filter((size) => size > scannedMax));
  for (const [at, each] of chosen) {
    if (hasQuery(each)) continue;
    await measureSizes(at, each);
    await measureTenants(at, each);
  }
  await tellRows(rows);
  for (const line of renderMeasuredCosts(measured)) console.log(line);
} finally {
  sender.stop();
  await stack.stop();
  rmSync(out, { recursive: true });
}
