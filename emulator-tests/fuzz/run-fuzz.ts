import fc from 'fast-check';
import { fileChunks } from '#shared/records/files/collections.ts';
import { arbitraryRequest, type PlannedRequest } from './arbitrary-request.ts';
import { findCanary, foreignCanary } from './canary.ts';
import { checkAnswer, type Received } from './check-answer.ts';
import { collectionOf, operationOf } from './described-operations.ts';
import type { FuzzFixture } from './fuzz-fixture.ts';
import { learnFrom } from './known-values.ts';
import { type ReadyRequest, readyRequest, tellRequest, toRequest } from './ready-request.ts';

export type FuzzReport = {
  /**
   * Each fault, with its request and answer. Also a command that repeats the run up to the batch
   * with this fault.
   */
  readonly failures: string[];
  /** Says for each operation how many answers had which status. */
  readonly statuses: Map<string, Map<number, number>>;
};

/** The number of requests in a batch. The requests are usually sent at the same time. */
const together = 8;
/**
 * If the number of a batch is divisible by this number, the run sends its requests one by one. So
 * in these batches the run knows which request caused a write.
 */
const aloneEach = 8;
/**
 * The number of batches after which the tenants' profiles are restored. Requests may have switched
 * categories off, and then the run would find few faults.
 */
const restoreEach = 10;
/**
 * The run ignores writes to these databases. Even a refused request may create a data key. And
 * Mayfly writes the manager log before it carries out the request of a person.
 */
const notOwn = new Set(['mayfly-keys', 'mayfly-audit']);
/**
 * In this collection Mayfly notes which rights an API key has used. Mayfly writes this note even if
 * a request stores nothing else.
 */
const useOfKey = 'api_key_uses';

async function receive(fixture: FuzzFixture, ready: ReadyRequest): Promise<Received> {
  const request = toRequest(ready);
  const response = await fixture.fetch(request);
  return {
    method: request.method,
    pathname: new URL(request.url).pathname,
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  };
}

/**
 * Tells whether a request acts for the tenant `other`. There are two such cases: the request has a
 * key of this tenant, or the member of both tenants sends the request and a header names this
 * tenant.
 */
function isForeign({ headers }: ReadyRequest): boolean {
  const credential = headers['authorization'] ?? '';
  const isOfBoth = credential.endsWith('token-of-both');
  return credential.includes('mf_other_') || (isOfBoth && headers['mayfly-tenant'] === 'other');
}

function checkIsolation(ready: ReadyRequest, { text }: Received): string[] {
  return !isForeign(ready) && text.includes(foreignCanary)
    ? ['the answer contains a value of the other tenant']
    : [];
}

function learn(fixture: FuzzFixture, ready: ReadyRequest, received: Received): void {
  if (received.status >= 300 || !received.text.startsWith('{')) return;
  const path = operationOf(received.method, received.pathname)?.path;
  if (path === undefined) return;
  const from = { collection: collectionOf(path), path, isForeign: isForeign(ready) };
  learnFrom(fixture.known, JSON.parse(received.text), from);
}

function checkLog(fixture: FuzzFixture, requests: number): string[] {
  const lines = fixture.takeLog();
  const wrong = lines.filter(
    (line) => findCanary(line) ?? /"severity":"(?:ERROR|CRITICAL)"|mf_\w+_[0-9a-f]{64}/.exec(line),
  );
  const told = lines.filter((line) => line.includes('"message":"request"')).length;
  return [
    ...wrong.map((line) => `logged: ${line}`),
    ...(told === requests ? [] : [`${told} log lines for ${requests} requests`]),
  ];
}

/** Sends requests, checks each answer, and adds the faults to the report. */
async function sendBatch(
  fixture: FuzzFixture,
  plans: readonly PlannedRequest[],
  report: FuzzReport,
  how: string,
) {
  const ready = plans.map((plan) =>
    readyRequest(plan, isForeignPlan(plan), (text) => fixture.known.resolve(text)),
  );
  const from = fixture.stack.proxy.operations().length;
  const received = await Promise.all(ready.map((each) => receive(fixture, each)));
  const wrongOfAll = checkLog(fixture, ready.length);
  for (const [index, answer] of received.entries()) {
    const request = ready[index] as ReadyRequest;
    const wrong = [...checkAnswer(answer), ...checkIsolation(request, answer), ...wrongOfAll];
    if (ready.length === 1 && answer.status >= 400)
      wrong.push(...writesSince(fixture, from).map((write) => `refused, but stored: ${write}`));
    if (wrong.length > 0)
      report.failures.push([...wrong, tellRequest(request), tellAnswer(answer), how].join('\n'));
    learn(fixture, request, answer);
    const route = operationOf(answer.method, answer.pathname)?.route ?? 'nothing described';
    const counts = report.statuses.get(route) ?? new Map<number, number>();
    report.statuses.set(route, counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1));
  }
}

function isForeignPlan({ headers }: PlannedRequest): boolean {
  return headers['authorization']?.includes('«key:other:') ?? false;
}

/**
 * Counts the writes of a request in each collection, deletions included. Only of the chunks of
 * files it counts those that are left, because a refused upload deletes the chunks that it has
 * stored.
 */
function writesSince(fixture: FuzzFixture, from: number): string[] {
  const left = new Map<string, number>();
  for (const operation of fixture.stack.proxy.operations().slice(from)) {
    const { writes = 0, deletes = 0, status, database, collection } = operation;
    if (writes === 0 || status !== 0 || notOwn.has(database) || collection === useOfKey) continue;
    const place = collection ?? 'several collections';
    // `writes` also counts the deletions. So each deletion of a chunk is subtracted twice: once
    // because it stores no document, and once because it removes a document that was stored.
    const count = place === fileChunks.id ? writes - 2 * deletes : writes;
    left.set(place, (left.get(place) ?? 0) + count);
  }
  return [...left].filter(([, count]) => count > 0).map(([place, count]) => `${count} in ${place}`);
}

function tellAnswer({ status, text }: Received): string {
  return `answered ${status} ${text.slice(0, 600)}`;
}

/**
 * Sends the given number of requests. The same seed gives the same plan; only the dates differ,
 * because they are near the present. The run stops early after ten wrong answers.
 */
export async function runFuzz(
  fixture: FuzzFixture,
  { seed, requests }: { readonly seed: number; readonly requests: number },
): Promise<FuzzReport> {
  const report: FuzzReport = { failures: [], statuses: new Map() };
  const batches = Math.ceil(requests / together);
  for (let batch = 0; batch < batches && report.failures.length < 10; batch += 1) {
    if (batch % restoreEach === 0) await fixture.restoreTenants();
    const numRuns = Math.min(together, requests - batch * together);
    const plans = fc.sample(arbitraryRequest, { seed: seed + batch, numRuns });
    const sent = batch * together + numRuns;
    const how = `again: npm run fuzz -- --seed ${seed} --requests ${sent}`;
    const groups = batch % aloneEach === 0 ? plans.map((plan) => [plan]) : [plans];
    for (const group of groups) await sendBatch(fixture, group, report, how);
    fixture.stack.proxy.reset();
  }
  return report;
}
