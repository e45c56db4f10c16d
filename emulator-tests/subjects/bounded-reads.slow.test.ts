import { beforeAll, expect, test } from 'vitest';
import { callerOf, type Target } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { type Stored, storedIn } from '../harness/stored-state.ts';
import { findValues } from '../production-rules/find-values.ts';
import type { Operation } from '../production-rules/operation.ts';
import { contentOf, storeFile } from '../variables/send-file.ts';

const stack = useStack('demo-bounded-reads');
const clock = createTestClock();
/** The time to store 50,000 documents, in milliseconds. It measures nothing. */
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
/** The sizes of the two largest categories of each person, and of all strangers together. */
const own = { log: 500, messages: 400 };
const strangers = { log: 30_000, messages: 20_000, batch: 500 };

/**
 * The reads that a search may cost in each collection beside the person's documents there: one for
 * each empty answer. The search asks by four values and by one conversation.
 */
const perSearch = 6;
/**
 * An erasure searches three times: before it begins, once to delete, and once to find nothing. It
 * also reads the marks of the deleted records, and the messages of a conversation a second time.
 */
const perErasure = 3 * perSearch;

let instance: Instance;
let key: string;

async function send(target: Target, method: string, path: string, body?: unknown, once?: string) {
  const headers = once === undefined ? {} : { 'idempotency-key': once };
  const answer = await callerOf(target, key)(method, path, body, headers);
  expect([path, answer.status]).toEqual([path, expect.toBeOneOf([200, 201])]);
  return answer.body;
}

const appOf: Instance['appOf'] = (service) => instance.appOf(service);
const many = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));

/** Stores 1,000 records of one person in all categories that callers may write. */
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
  const heard = many(20, () => ({ conversation_id, text: email }));
  await send(appOf('nlu'), 'POST', '/v1/nlu-messages', heard);
  const session = { channel: 'facebook', external_id, conversation_id, state: { step: 1 } };
  await send(appOf('messenger'), 'POST', '/v1/messenger-sessions', session);
  const customer = { email, authenticated_by: 'sso', values: { ort: 'Köln' }, conversation_id };
  await send(instance.customers, 'POST', '/v1/customers', customer, `in-${conversation_id}`);
  const place = { instance_id: conversation_id, name: 'photo' };
  await storeFile(appOf('variables'), key, contentOf(600_000), place);
  const consents = [
    { type: 'newsletter', email },
    { type: 'sms', phone },
    { type: 'web_push', push_endpoint },
  ];
  await send(appOf('consents'), 'POST', '/v1/marketing-consents', consents);
  await send(appOf('coupons'), 'POST', `/v1/coupon-pools/${shop.pool}/emit`, { email });
  const earnings = many(70, () => ({ email, coins: 10, reason: 'visit' }));
  await send(appOf('loyalty'), 'POST', '/v1/loyalty-transactions', earnings);
  const redemption = { email, coins: 2, reward_id: 'mug', phone };
  await send(appOf('loyalty'), 'POST', '/v1/loyalty-redemptions', redemption);
  const participation = { raffle_id: shop.raffle, email, phone };
  await send(appOf('raffles'), 'POST', '/v1/raffle-participations', participation);
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

/** Stores the records of a hundred other people. */
async function storeStrangers(): Promise<void> {
  const runtimeLog = appOf('runtime-log');
  for (let from = 0; from < strangers.log; from += strangers.batch) {
    const log = many(strangers.batch, (at) => ({
      level: 'info',
      event: 'sign_in.passed',
      email: `jemand.${at % 100}@example.org`,
    }));
    await send(runtimeLog, 'POST', '/v1/runtime-log', log);
  }
  for (let from = 0; from < strangers.messages; from += strangers.batch) {
    const messages = many(strangers.batch, (at) => ({
      conversation_id: `c-jemand-${(from + at) % 1_000}`,
      author: 'customer',
      text: 'Hallo',
    }));
    await send(instance.chat, 'POST', '/v1/chat-messages', messages);
  }
}

/** The reads of a call, as Google bills them. An answer without documents is billed as one read. */
function readsOf({ method, documents = 0, returned }: Operation): number {
  if (method === 'RunQuery') return Math.max(1, returned);
  if (method === 'BatchGetDocuments') return documents;
  return method === 'RunAggregationQuery' ? 1 : 0;
}

/** Counts the reads of a request at the gRPC layer, in each collection. */
async function countReads<T>(work: () => Promise<T>) {
  const before = stack().proxy.operations().length;
  const answer = await work();
  const calls = stack().proxy.operations().slice(before);
  const inAll = Map.groupBy(calls, ({ database, collection }) => `${database}/${collection}`);
  const reads = new Map(
    [...inAll].map(([name, each]) => [name, each.reduce((sum, call) => sum + readsOf(call), 0)]),
  );
  return { answer, reads, calls };
}

const pathOf = ({ database, tenant, collection, id }: Stored) =>
  [database, tenant, collection, id].join('/');
const byPath = (state: readonly Stored[]) => new Map(state.map((each) => [pathOf(each), each]));

/** How many documents of each collection a person has. */
function countEach(documents: readonly Stored[]): Map<string, number> {
  const groups = Map.groupBy(documents, ({ database, collection }) => `${database}/${collection}`);
  return new Map([...groups].map(([name, all]) => [name, all.length]));
}

const rawOf = (state: readonly Stored[]) =>
  state.map((each) => ({ path: pathOf(each), text: JSON.stringify(each.fields), decoded: [] }));

/** The hashes in documents by which a search finds people. */
const hashesIn = (documents: readonly Stored[]) =>
  documents.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([name, value]) =>
      name.endsWith('_bcrypt') || name === 'lookup' ? (value['stringValue'] as string) : [],
    ),
  );

/**
 * Collections whose documents may change although nothing of another person does: the erasure, its
 * receipt, its entries in the ledger, the emptied marks of requests, and the uses of keys.
 */
const ofErasing = new Set([
  'erasures',
  'receipts',
  'receipt_chains',
  'ledger_entries',
  'idempotency_marks',
  'api_key_uses',
  'data_keys',
]);

beforeAll(async () => {
  instance = createInstance(stack(), { now: clock.now });
  key = await storeKey(instance, clock.now, 'acme');
  const shop = await openShop();
  await storeStrangers();
  await live(bert, 'c-bert-1000', shop);
  await live(anna, hers, shop);
}, patienceMs);

test('a person with 1,000 records among 50,000 others: search, archive and erasure cost a bounded number of reads, the raw databases hold nothing of the person afterwards, and every document of others is the same byte for byte', {
  timeout: patienceMs,
}, async () => {
  const ask = callerOf(instance.subjects, key);
  // The first request of a process also reads keys, settings and secrets.
  await ask('POST', '/v1/subjects/preview', { email: 'niemand@example.org' });
  const before = await stack().readState();

  const preview = await countReads(() => ask('POST', '/v1/subjects/preview', anna));
  expect(preview.answer.status).toBe(200);
  const shown = preview.answer.body['categories'] as { category: string; count: number }[];
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  expect(total).toBeGreaterThanOrEqual(1_000);
  expect(shown.filter(({ count }) => count > 0)).toHaveLength(11);

  const access = { ...anna, kind: 'access', language: 'de' };
  const archive = await countReads(() => ask('POST', '/v1/subjects/export', access));
  expect(archive.answer.status).toBe(200);

  const scope = { subject: anna };
  const plan = preview.answer.body['plan'];
  const erasure = await countReads(() =>
    ask('POST', '/v1/erasures', { scope, plan, confirm: true }),
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
  for (const [name, { reads, times, more }] of Object.entries({
    preview: { reads: preview.reads, times: 1, more: perSearch },
    archive: { reads: archive.reads, times: 2, more: perSearch + own.log / 10 },
    erasure: { reads: erasure.reads, times: 2, more: perErasure },
  }))
    for (const [collection, count] of reads) {
      const most = times * (ofHer.get(collection) ?? 0) + more;
      expect([name, collection, count, count <= most]).toEqual([name, collection, count, true]);
    }

  const kept = before.filter((each) => is.has(pathOf(each)) && !ofErasing.has(each.collection));
  expect(kept.length).toBeGreaterThan(strangers.log + strangers.messages + own.log);
  const changed = kept.filter(
    (each) => JSON.stringify(each) !== JSON.stringify(is.get(pathOf(each))),
  );
  expect(changed).toEqual([]);
  const added = after.filter((each) => !was.has(pathOf(each)) && !ofErasing.has(each.collection));
  expect(added).toEqual([]);

  const others = new Set(hashesIn(after));
  const hashes = [...new Set(hashesIn(gone))];
  expect(hashes.length).toBeGreaterThanOrEqual(4);
  expect(hashes.filter((hash) => others.has(hash))).toEqual([]);
  const values = [...Object.values(anna), hers];
  expect(findValues(rawOf(before), values).length).toBeGreaterThan(1_000);
  expect(findValues(rawOf(after), [...values, ...hashes])).toEqual([]);
  // The ledger keeps the random ids of deleted records as long as a backup could restore them.
  const withoutLedger = rawOf(after.filter(({ collection }) => collection !== 'ledger_entries'));
  const text = withoutLedger.map((each) => `${each.path} ${each.text}`).join('\n');
  expect(gone.filter(({ id }) => text.includes(id)).map(pathOf)).toEqual([]);
  expect(storedIn(after, 'coupon_marks').length).toBe(storedIn(before, 'coupon_marks').length);
  const left = await ask('POST', '/v1/subjects/preview', anna);
  const counts = (left.body['categories'] as { count: number }[]).map(({ count }) => count);
  expect(Math.max(...counts)).toBe(0);
});
