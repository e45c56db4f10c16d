import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { type Answer, callerOf, type Target } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import type { Stored } from '../harness/stored-state.ts';
import { findValues } from '../production-rules/find-values.ts';
import type { Operation } from '../production-rules/operation.ts';
import { contentOf, storeFile } from '../variables/send-file.ts';

const stack = useStack('demo-bounded-reads');
const clock = createTestClock();
/**
 * The limit for the time to store 50,000 documents, in milliseconds. No test measures this time.
 */
const patienceMs = 900_000;

const anna = {
  email: 'Annegret.Kastanienbaum@example.org',
  phone: '+49 30 23125 875',
  external_id: 'psid-kastanienbaum-1000',
  push_endpoint: 'https://push.example/kastanienbaum-1000',
};
const bert: typeof anna = {
  email: 'bert@example.org',
  phone: '+49 30 23125 876',
  external_id: 'psid-bert-1000',
  push_endpoint: 'https://push.example/bert-1000',
};
const hers = 'c-anna-1000';
/** How many records Anna and Bert each have in their five largest categories. */
const own = { log: 250, messages: 250, nlu: 240, variables: 100, consents: 100 };
/**
 * How many records other people have. For each query the emulator scans the whole collection. So
 * most of these records are in the category that gets the fewest queries.
 */
const strangers = { nlu: 48_000, log: 2_000 };
const batch = 500;

/**
 * The number of extra reads that a search may cost in each collection, in addition to one read for
 * each document of the person. The extra reads are queries that find nothing: each costs one read.
 * A search asks for four values and one conversation, and in some collections compares several
 * fields with them.
 */
const perSearch = 6;

/**
 * The largest number of reads that each request may need in one collection. The collection has
 * `count` documents of the person; all collections together have `all`. For an archive, Mayfly also
 * queries the manager log once for each thirty records, and reads the key of each category. For an
 * erasure, Mayfly searches three times: before the deletion, during it, and at the end, when it
 * finds nothing. An erasure reads messages twice. It also queries the idempotency marks of the
 * requests that stored the records, and reads each data key once for its receipt.
 */
const most = {
  preview: (_name: string, count: number) => count + perSearch,
  archive: (name: string, count: number, all: number) => {
    if (name === 'mayfly-audit/manager_log') return Math.ceil(all / 30) + perSearch;
    return count + (name === 'mayfly-keys/data_keys' ? 12 : perSearch);
  },
  erasure: (name: string, count: number, all: number) => {
    if (name === 'mayfly/idempotency_marks') return Math.ceil(all / 15) + perSearch;
    return count * (name === 'mayfly/chat_messages' ? 2 : 1) + 3 * perSearch;
  },
};

let instance: Instance;
let key: string;
/** The code of the person's coupon. */
let code: string;

async function send(target: Target, method: string, path: string, body?: unknown, once?: string) {
  const headers = once === undefined ? {} : { 'idempotency-key': once };
  const answer = await callerOf(target, key)(method, path, body, headers);
  expect([path, answer.status]).toEqual([path, expect.toBeOneOf([200, 201])]);
  return answer.body;
}

const appOf: Instance['appOf'] = (service) => instance.appOf(service);
const many = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));

const variableOf = (instance_id: string, at: number) => {
  return { experience_id: 'exp-1', instance_id, name: `wert_${at}`, value: 'Bonn' };
};

/** Stores over 1,000 records of one person in all categories that callers may write. */
async function live(person: typeof anna, conversation_id: string, shop: Shop) {
  const { email, phone, external_id, push_endpoint } = person;
  const entry = { level: 'info', event: 'sign_in.passed', email, conversation_id };
  const log = many(own.log, () => entry);
  await send(appOf('runtime-log'), 'POST', '/v1/runtime-log', log, `log-${conversation_id}`);
  const words = { conversation_id, author: 'customer', text: `Hier ist ${email}` };
  const messages = many(own.messages, () => words);
  await send(instance.chat, 'POST', '/v1/chat-messages', messages, `say-${conversation_id}`);
  const subject = `/v1/conversations/${conversation_id}/subject`;
  await send(instance.chat, 'PUT', subject, { email });
  const heard = many(own.nlu, () => ({ conversation_id, text: email }));
  await send(appOf('nlu'), 'POST', '/v1/nlu-messages', heard);
  const values = many(own.variables, (at) => variableOf(conversation_id, at));
  await send(appOf('variables'), 'POST', '/v1/variables', values);
  const newsletters = many(own.consents, () => ({ type: 'newsletter', email }));
  await send(appOf('consents'), 'POST', '/v1/marketing-consents', newsletters);
  const session = { channel: 'facebook', external_id, conversation_id, state: { step: 1 } };
  await send(appOf('messenger'), 'POST', '/v1/messenger-sessions', session);
  const customer = { email, authenticated_by: 'sso', values: { ort: 'Köln' }, conversation_id };
  await send(instance.customers, 'POST', '/v1/customers', customer, `in-${conversation_id}`);
  const place = { instance_id: conversation_id, name: 'photo' };
  await storeFile(appOf('variables'), key, contentOf(600_000), place);
  const consents = [
    { type: 'sms', phone },
    { type: 'web_push', push_endpoint },
  ];
  await send(appOf('consents'), 'POST', '/v1/marketing-consents', consents);
  const emit = `/v1/coupon-pools/${shop.pool}/emit`;
  const coupon = await send(appOf('coupons'), 'POST', emit, { email });
  const earnings = many(70, () => ({ email, coins: 10, reason: 'visit' }));
  await send(appOf('loyalty'), 'POST', '/v1/loyalty-transactions', earnings);
  const redemption = { email, coins: 2, reward_id: 'mug', phone };
  await send(appOf('loyalty'), 'POST', '/v1/loyalty-redemptions', redemption);
  const participation = { raffle_id: shop.raffle, email, phone };
  await send(appOf('raffles'), 'POST', '/v1/raffle-participations', participation);
  return { code: coupon.code };
}

type Shop = { readonly pool: string; readonly raffle: string };

async function openShop(): Promise<Shop> {
  const pool = { name: 'herbst', kind: 'coupon', policy: 'once' };
  const { id } = await send(appOf('coupons'), 'POST', '/v1/coupon-pools', pool);
  const csv = { 'content-type': 'text/csv' };
  const load = `/v1/coupon-pools/${id}/codes`;
  const codes = many(20, (at) => `Gutschein-${at}`).join('\n');
  await callerOf(appOf('coupons'), key)('POST', load, codes, csv);
  const raffle = { name: 'Sommer', policy: 'once' };
  return { pool: id, raffle: (await send(appOf('raffles'), 'POST', '/v1/raffles', raffle)).id };
}

/** Stores the records of a hundred other people, and of their thousand conversations. */
async function storeOthers(): Promise<void> {
  for (let stored = 0; stored < strangers.log; stored += batch) {
    const entries = many(batch, (at) => {
      return { level: 'info', event: 'sign_in.passed', email: `jemand.${at % 100}@example.org` };
    });
    await send(appOf('runtime-log'), 'POST', '/v1/runtime-log', entries);
  }
  for (let stored = 0; stored < strangers.nlu; stored += batch) {
    const messages = many(batch, (at) => {
      return { conversation_id: `c-jemand-${(stored + at) % 1_000}`, text: 'Hallo' };
    });
    await send(appOf('nlu'), 'POST', '/v1/nlu-messages', messages);
  }
}

/** The reads of a call, as Google bills them. An answer without documents is billed as one read. */
function readsOf({ method, documents = 0, returned }: Operation): number {
  if (method === 'RunQuery') return Math.max(1, returned);
  if (method === 'BatchGetDocuments') return documents;
  return method === 'RunAggregationQuery' ? 1 : 0;
}

/** Waits until no function calls the database any more. */
async function untilIdle(): Promise<void> {
  for (let seen = -1; seen !== stack().proxy.operations().length; ) {
    seen = stack().proxy.operations().length;
    await sleep(3_000);
  }
}

/**
 * Counts the reads of a request at the gRPC layer, in each collection. On a busy machine the
 * emulator may be too slow for the deadlines. Then the request is sent again. If `isOneWork` is
 * true, as for an erasure, the reads of all attempts are counted together. Otherwise only the reads
 * of the last attempt are counted.
 */
async function countReads(isOneWork: boolean, work: () => Promise<Answer>) {
  let before = stack().proxy.operations().length;
  let answer = await work();
  let tries = 1;
  while (answer.status === 503) {
    await untilIdle();
    if (isOneWork) tries += 1;
    if (!isOneWork) before = stack().proxy.operations().length;
    answer = await work();
  }
  const calls = stack().proxy.operations().slice(before);
  const inAll = Map.groupBy(calls, ({ database, collection }) => `${database}/${collection}`);
  const reads = new Map(
    [...inAll].map(([name, each]) => [name, each.reduce((sum, call) => sum + readsOf(call), 0)]),
  );
  return { answer, reads, tries };
}

const pathOf = ({ database, tenant, collection, id }: Stored) =>
  [database, tenant, collection, id].join('/');
const byPath = (state: readonly Stored[]) => new Map(state.map((each) => [pathOf(each), each]));

/** Counts the documents of each collection. */
function countEach(documents: readonly Stored[]): Map<string, number> {
  const groups = Map.groupBy(documents, ({ database, collection }) => `${database}/${collection}`);
  return new Map([...groups].map(([name, all]) => [name, all.length]));
}

/** Matches the ids of records and of marks. */
const randomId = /[0-9a-f]{32,}/g;

const rawOf = (state: readonly Stored[]) =>
  state.map((each) => ({ path: pathOf(each), text: JSON.stringify(each.fields), decoded: [] }));

/** Returns the hashes in the documents. A search finds people by these hashes. */
const hashesIn = (documents: readonly Stored[]) =>
  documents.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([name, value]) =>
      name.endsWith('_bcrypt') || name === 'lookup' ? [String(value['stringValue'])] : [],
    ),
  );

/**
 * The erasure itself adds or changes documents in these collections: the erasure, its receipt, its
 * entries in the ledger, the idempotency marks, which the erasure empties, and the notes about the
 * use of API keys. So the test does not compare these documents.
 */
const ofErasing = new Set([
  'erasures',
  'receipts',
  'ledger_entries',
  'idempotency_marks',
  'api_key_uses',
]);

/**
 * The export adds documents to these collections: the manager log notes an export by an API key,
 * and the process makes a data key for the entry.
 */
const ofLogging = new Set(['manager_log', 'manager_log_hours', 'data_keys']);

beforeAll(async () => {
  instance = createInstance(stack(), { now: clock.now });
  key = await storeKey(instance, clock.now, 'acme');
  const shop = await openShop();
  await storeOthers();
  await live(bert, 'c-bert-1000', shop);
  ({ code } = await live(anna, hers, shop));
}, patienceMs);

test('for a person with 1,000 records among 50,000 other records, search, archive and erasure cost a bounded number of reads; the erasure leaves nothing of this person and changes nothing of others', {
  timeout: patienceMs,
}, async () => {
  const ask = callerOf(instance.subjects, key);
  // The first request of a process also reads keys, settings and secrets.
  await ask('POST', '/v1/subjects/preview', { email: 'niemand@example.org' });
  const before = await stack().readState();

  const preview = await countReads(false, () => ask('POST', '/v1/subjects/preview', anna));
  expect(preview.answer.status).toBe(200);
  const shown = preview.answer.body['categories'] as { category: string; count: number }[];
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  expect(total).toBeGreaterThanOrEqual(1_000);
  expect(shown.filter(({ count }) => count > 0)).toHaveLength(11);

  const access = { ...anna, kind: 'access', language: 'de' };
  const archive = await countReads(false, () => ask('POST', '/v1/subjects/export', access));
  expect(archive.answer.status).toBe(200);

  const scope = { subject: anna };
  const plan = preview.answer.body['plan'];
  const erasure = await countReads(true, () =>
    ask('POST', '/v1/erasures', { scope, plan, confirm: true }, { 'idempotency-key': 'once' }),
  );
  expect([erasure.answer.status, erasure.answer.body['status']]).toEqual([200, 'complete']);
  const erased = erasure.answer.body['categories'] as { category: string; count: number }[];
  const counted = ({ category, count }: (typeof shown)[number]) => [category, count];
  const found = shown.filter(({ count }) => count > 0);
  expect(new Map(erased.map(counted) as [string, number][])).toEqual(
    new Map(found.map(counted) as [string, number][]),
  );

  const after = await stack().readState();
  const [was, is] = [byPath(before), byPath(after)];
  const gone = before.filter((each) => !is.has(pathOf(each)));
  const ofHer = countEach(gone);
  const works = { preview, archive, erasure };
  for (const name of ['preview', 'archive', 'erasure'] as const)
    for (const [collection, count] of works[name].reads) {
      const { tries } = works[name];
      const limit = tries * most[name](collection, ofHer.get(collection) ?? 0, gone.length);
      expect
        .soft([name, collection, count, count <= limit])
        .toEqual([name, collection, count, true]);
    }

  const kept = before.filter((each) => is.has(pathOf(each)) && !ofErasing.has(each.collection));
  expect(kept.length).toBeGreaterThan(strangers.nlu + strangers.log + 1_000);
  const changed = kept.filter(
    (each) => JSON.stringify(each) !== JSON.stringify(is.get(pathOf(each))),
  );
  expect.soft(changed.map(pathOf)).toEqual([]);
  const isNoted = ({ collection }: Stored) =>
    ofErasing.has(collection) || ofLogging.has(collection);
  const added = after.filter((each) => !was.has(pathOf(each)) && !isNoted(each));
  expect.soft(added.map(pathOf)).toEqual([]);

  const hashes = [...new Set(hashesIn(gone))];
  // The hashes of four values of the person, and of the code of the coupon.
  expect.soft(hashes).toHaveLength(5);
  const values = Object.values(anna);
  expect(findValues(rawOf(before), hashes).length).toBeGreaterThan(500);
  expect.soft(findValues(rawOf(after), [...values, ...hashes])).toEqual([]);
  // The ledger lists the deletions that a restore repeats. It keeps the random ids of deleted
  // documents as long as a backup could restore these documents. So the test does not search the
  // ledger for the ids.
  const others = rawOf(after.filter(({ collection }) => collection !== 'ledger_entries'));
  expect.soft(findValues(others, [hers])).toEqual([]);
  const words = new Set(
    others.flatMap(({ path, text }) => `${path} ${text}`.match(randomId) ?? []),
  );
  const known = gone.filter(({ id }) => (id.match(randomId) ?? []).some((part) => words.has(part)));
  expect.soft(known.map(pathOf)).toEqual([]);
  const { body: used } = await callerOf(appOf('coupons'), key)('POST', '/v1/coupon-codes/lookup', {
    code,
  });
  expect.soft(used.items.map(({ state }) => state)).toEqual(['anonymous']);
  const left = await ask('POST', '/v1/subjects/preview', anna);
  const counts = (left.body['categories'] as { count: number }[]).map(({ count }) => count);
  expect(Math.max(...counts)).toBe(0);
});
