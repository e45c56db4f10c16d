import { beforeAll, describe, expect, test } from 'vitest';
import { createLocalClock } from '../../infra/local/clock.ts';
import { useStack } from '../harness/stack.ts';
import type { Stored } from '../harness/stored-state.ts';
import type { Operation } from '../production-rules/operation.ts';
import { collectionOf, type DescribedOperation, operations } from './described-operations.ts';
import { exampleBodyOf } from './example-body.ts';
import { createFuzzFixture, type FuzzFixture } from './fuzz-fixture.ts';
import { learnFrom, placeholder } from './known-values.ts';

const stack = useStack('demo-foreign-ids');
let fixture: FuzzFixture;
/** The first tenant's documents before the second tenant uses their ids. */
let before: Stored[];

/** Ids that callers choose themselves. They come from the examples. */
const chosenIds = operations.flatMap(({ parameters }) =>
  parameters.flatMap(({ in: place, example }) =>
    place === 'path' && typeof example === 'string' && !/^[0-9a-f]{32}$/.test(example)
      ? [example]
      : [],
  ),
);

/**
 * Changes the text of an example for the second tenant, so that it contains other ids and other
 * people.
 */
function ownChoice(text: string): string {
  const own = text.replaceAll(/"([^"@]+@)/g, '"own-$1');
  return chosenIds.reduce((current, id) => current.replaceAll(id, `own-${id}`), own);
}

async function send(each: DescribedOperation, as: 'full' | 'other', path: string) {
  const example = exampleBodyOf(each);
  const body = example && as === 'other' ? { ...example, text: ownChoice(example.text) } : example;
  const authorization = fixture.known.resolve(`Bearer ${placeholder('key', as)}`);
  const request = new Request(`http://localhost${path}`, {
    method: each.method,
    headers: { authorization, ...(body && { 'content-type': body.type }) },
    ...(body && { body: body.text }),
  });
  const response = await fixture.fetch(request);
  const bytes = Buffer.from(await response.arrayBuffer());
  const { status, headers } = response;
  return { status, headers, text: bytes.toString(), size: bytes.length };
}

const isForKeys = ({ operation }: DescribedOperation) =>
  operation.security.some((security) => 'apiKey' in security);
const creating = operations.filter(
  (each) =>
    isForKeys(each) &&
    /^(?:POST|PUT)$/.test(each.method) &&
    !/\{|\/search$|erasures/.test(each.path),
);
const byId = operations.filter((each) => isForKeys(each) && each.path.includes('{id}'));

/**
 * Both tenants send the example requests. So each tenant has records of every kind, and its keys
 * are in memory.
 */
beforeAll(async () => {
  // This clock does not move. So no cache entry expires between two compared requests.
  const now = Date.now() * 1_000;
  fixture = await createFuzzFixture(stack(), { ...createLocalClock(), now: () => now });
  for (const as of ['full', 'other'] as const)
    for (const each of creating) {
      const { status, text } = await send(each, as, each.path);
      if (status >= 300 || !text.startsWith('{')) continue;
      const from = { collection: each.path, path: each.path, isForeign: as === 'other' };
      learnFrom(fixture.known, JSON.parse(text), from);
    }
  before = await theirState();
});

/** Returns an id that belongs to the first tenant: the id of a record, or the id in the example. */
function theirId(each: DescribedOperation): string {
  const made = fixture.known.resolve(placeholder('id', collectionOf(each.path), 0));
  const chosen = each.parameters.find(({ in: place, name }) => place === 'path' && name === 'id');
  const isMade = !/^0+$/.test(made);
  return !isMade && typeof chosen?.example === 'string' ? chosen.example : made;
}

/** Returns the query parameters that a route requires, with the values from their examples. */
function requiredQuery(each: DescribedOperation): string {
  const needed = each.parameters.filter((one) => one.in === 'query' && one.required === true);
  const pairs = needed.map(({ name, example }) => [name, String(example)]);
  return needed.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

/** Changes an id so that no record has it. The form of the id stays the same. */
function nobodys(id: string, digit: string): string {
  return id.slice(0, -8) + id.slice(-8).replaceAll(/[A-Za-z0-9]/g, digit);
}

/**
 * Removes what may differ between two equal operations. A read over several collections may also
 * find documents that no tenant owns, such as a person. So the number of documents that the read
 * returned is removed.
 */
function comparable(operation: Operation): Operation {
  const returned = operation.collection === undefined ? 0 : operation.returned;
  return { ...operation, at: 0, bytes: 0, returned };
}

/**
 * Returns the answer as the second tenant sees it, and the Firestore operations of the request.
 * Parts that differ in every request are removed.
 */
async function observe(each: DescribedOperation, id: string) {
  const from = stack().proxy.operations().length;
  const path = each.path.replace('{id}', id) + requiredQuery(each);
  const { status, headers, text, size } = await send(each, 'other', path);
  const sent = () => stack().proxy.operations().slice(from);
  // The answer may arrive before the proxy has recorded the status of its calls.
  await expect.poll(() => sent().map((operation) => operation.status)).not.toContain(undefined);
  const plain = text
    .replaceAll(id, 'ID')
    .replace(/"request_id":"[^"]+"/, '')
    .replaceAll(/"\d{4}-\d\d-\d\dT[^"]+"/g, 'INSTANT');
  return {
    status,
    headers: [...headers]
      .filter(([name]) => name !== 'x-request-id' && name !== 'content-length')
      .map(([name, value]) => `${name}: ${value.replaceAll(id, 'ID')}`),
    // Two encrypted archives never have the same bytes.
    text: /json|csv/.test(headers.get('content-type') ?? '') ? plain : size,
    operations: sent().map(comparable),
  };
}

/**
 * Returns the first tenant's documents in the database of records. In the other databases a refused
 * request may also store something, such as a data key.
 */
async function theirState(): Promise<Stored[]> {
  const state = await stack().readState();
  return state.filter(({ tenant, database }) => tenant === 'fuzz' && database === 'mayfly');
}

test('for every route whose path contains an id, the first tenant has an id', () => {
  expect(byId.length).toBeGreaterThan(25);
  for (const each of byId) expect(theirId(each)).not.toMatch(/^0*$/);
});

describe.each(byId.map((each) => [each.route, each] as const))('%s', (_, each) => {
  test('the id of another tenant’s record gets the same answer as an unknown id, after the same operations', async () => {
    const id = theirId(each);
    // This request loads keys and settings into memory. So the two compared requests cost the same.
    await observe(each, nobodys(id, 'e'));
    const foreign = await observe(each, id);
    const missing = await observe(each, nobodys(id, 'f'));
    // Callers choose the ids of endpoints, so both requests create an endpoint. The second request
    // finds the endpoint of the first request, and so it needs other operations. So the test
    // compares only status and headers.
    const own = ({ status, headers }: typeof foreign) => ({ status, headers });
    if (foreign.status === 201) expect(own(foreign)).toEqual(own(missing));
    else expect(foreign).toEqual(missing);
    expect(foreign.status).toBeLessThan(500);
    if (/^[0-9a-f]{32}$/.test(id)) expect(foreign.status).toBe(404);
  });
});

test('after all requests of the second tenant, the first tenant’s records are unchanged', async () => {
  expect(before.length).toBeGreaterThan(10);
  expect(await theirState()).toEqual(before);
});
