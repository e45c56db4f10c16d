import { beforeAll, describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { type Answer, type Call, callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';
import { findValues } from '../production-rules/find-values.ts';
import type { Operation } from '../production-rules/operation.ts';

const stack = useStack('demo-behaviours');
// The clock moves only when a test moves it. So no process reloads a key while operations are
// counted.
const clock = createTestClock();
let instances: readonly [Instance, Instance];
let key: string;
let nlu: Call;
let messenger: Call;
let customers: Call;
let consents: Call;
let chat: Call;

beforeAll(async () => {
  const create = () => createInstance(stack(), clock);
  instances = [create(), create()];
  key = await storeKey(instances[0], clock.now, 'acme');
  const callerTo = (service: Parameters<Instance['appOf']>[0]) =>
    callerOf(instances[0].appOf(service), key);
  [nlu, messenger, customers] = [callerTo('nlu'), callerTo('messenger'), callerTo('customers')];
  [consents, chat] = [callerTo('consents'), callerTo('chat')];
});

/**
 * Returns the operations at Firestore that a request costs. Also checks that the function has its
 * keys in memory: the request must not call the key service.
 */
async function costOf(request: () => Promise<Answer>, status: number): Promise<Operation[]> {
  const before = stack().proxy.operations().length;
  const calls = JSON.stringify(stack().kms.calls());
  const answer = await request();
  expect([answer.status, answer.body.code]).toEqual([status, undefined]);
  expect(JSON.stringify(stack().kms.calls())).toBe(calls);
  return stack().proxy.operations().slice(before);
}

const methodsOf = (operations: readonly Operation[]) => operations.map(({ method }) => method);
const countOf = (operations: readonly Operation[], method: string) =>
  operations.filter((each) => each.method === method).length;
const returnedOf = (operations: readonly Operation[]) =>
  operations.reduce((sum, { returned }) => sum + returned, 0);

describe('NLU messages', () => {
  const path = '/v1/nlu-messages';
  const message = (at: number) => ({
    conversation_id: `c-${at}`,
    text: 'Wo ist die Zwetschge?',
    intent: ['order', 'return', 'smalltalk'][at % 3],
    confidence: (at % 10) / 10,
    experience_id: at % 2 === 0 ? 'one' : 'two',
  });

  beforeAll(async () => {
    const body = Array.from({ length: 90 }, (_, at) => message(at));
    const stored = await nlu('POST', path, body);
    await nlu('PUT', `${path}/${stored.body.items[0]?.id}/review`, { verdict: 'right' });
    await nlu('PUT', `${path}/${stored.body.items[3]?.id}/review`, { verdict: 'wrong' });
  });

  test.each([
    ['', 90, 30],
    ['?experience_id=one', 45, 15],
  ])(
    'a summary%s reads one document for each intent, and aggregates the messages instead of reading them',
    async (query, total, ofIntent) => {
      let answer: Answer | undefined;
      const operations = await costOf(async () => {
        answer = await nlu('GET', `${path}/summary${query}`);
        return answer;
      }, 200);
      // One query for each intent, and one more query that finds no other intent.
      expect(countOf(operations, 'RunQuery')).toBe(4);
      // Three aggregations (count, mean, reviewed) for all messages, and three for each of the
      // three intents. The aggregations `right` and `corrected` are needed only where there are
      // reviews: for all messages and for the intent `order`.
      expect(countOf(operations, 'RunAggregationQuery')).toBe(4 * 3 + 2 * 2);
      expect(operations).toHaveLength(20);
      expect(returnedOf(operations)).toBe(3);
      const items = answer?.body.items;
      expect(answer?.body['total']).toMatchObject({
        count: total,
        mean_confidence: expect.any(Number),
      });
      expect(items?.map(({ intent, count }) => [intent, count])).toEqual([
        ['order', ofIntent],
        ['return', ofIntent],
        ['smalltalk', ofIntent],
      ]);
    },
  );

  test('a summary gives the numbers of messages and of reviews, the mean confidence and the accuracy', async () => {
    const { body } = await nlu('GET', `${path}/summary`);
    expect(body['total']).toEqual({
      count: 90,
      mean_confidence: 0.45,
      reviewed: 2,
      right: 1,
      corrected: 0,
      accuracy: 0.5,
    });
  });

  test('storing or deleting a review costs two reads and one commit; sending the same review again costs one read', async () => {
    const { body } = await nlu('GET', `${path}?reviewed=false&limit=1&intent=order`);
    const review = `${path}/${body.items[0]?.id}/review`;
    const put = () => nlu('PUT', review, { verdict: 'corrected', intent: 'return' });
    const reviewed = ['BatchGetDocuments', 'BatchGetDocuments', 'Commit'];
    expect(methodsOf(await costOf(put, 200))).toEqual(reviewed);
    expect(methodsOf(await costOf(put, 200))).toEqual(['BatchGetDocuments']);
    const back = await costOf(() => nlu('DELETE', review), 204);
    expect(methodsOf(back)).toEqual(reviewed);
  });

  test('a list costs one query, even with four filters', async () => {
    const query = 'intent=order&reviewed=false&confidence_max=0.2&experience_id=one';
    const operations = await costOf(() => nlu('GET', `${path}?${query}`), 200);
    expect(methodsOf(operations)).toEqual(['RunQuery']);
  });
});

describe('messenger sessions', () => {
  const path = '/v1/messenger-sessions';
  const who = { channel: 'whatsapp', external_id: 'wa-Kunigunde-Vogelsang' };
  const session = (step: number) => ({
    ...who,
    conversation_id: 'c-1',
    state: { step, note: 'Hagebuttentee' },
  });

  test('a lookup of a session reads the uniqueness mark and the session; a replacement also reads both, and makes one commit', async () => {
    await messenger('PUT', path, session(1));
    const reads = ['BatchGetDocuments', 'BatchGetDocuments'];
    const lookup = await costOf(() => messenger('POST', `${path}/lookup`, who), 200);
    expect([methodsOf(lookup), returnedOf(lookup)]).toEqual([reads, 2]);
    expect(lookup.map(({ collection }) => collection)).toEqual([
      'unique_marks',
      'messenger_sessions',
    ]);
    const replacement = await costOf(() => messenger('PUT', path, session(2)), 200);
    expect(methodsOf(replacement)).toEqual([...reads, 'Commit']);
  });

  test('20 simultaneous writes of a session through two instances leave one session with one uniqueness mark', async () => {
    const tenantKey = await storeKey(instances[0], clock.now, 'sessions');
    const [one, two] = instances.map((each) => callerOf(each.appOf('messenger'), tenantKey));
    if (one === undefined || two === undefined) throw new Error('an instance is missing');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? one : two)('PUT', path, session(at))),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 200)).toHaveLength(19);
    expect(new Set(answers.map(({ body }) => body.expires_at)).size).toBe(1);
    const state = (await stack().readState()).filter(({ tenant }) => tenant === 'sessions');
    expect(storedIn(state, 'messenger_sessions')).toHaveLength(1);
    expect(storedIn(state, 'unique_marks')).toHaveLength(1);
    const found = await one('POST', `${path}/lookup`, who);
    expect(found.body.id).toBe(answers[0]?.body.id);
  });
});

test('reading a customer’s history costs one read; deleting the history costs one read and two commits', async () => {
  const put = (values: object) =>
    customers('PUT', '/v1/customers', {
      email: 'Walburga.Huber@example.org',
      authenticated_by: 'sso',
      values,
    });
  const { body } = await put({ town: 'Brüggerfelden', animal: 'Murmeltier' });
  await put({ town: 'Kastanienhof' });
  const history = `/v1/customers/${body.id}/history`;
  let read: Answer | undefined;
  const operations = await costOf(async () => {
    read = await customers('GET', history);
    return read;
  }, 200);
  expect(methodsOf(operations)).toEqual(['BatchGetDocuments']);
  expect(read?.body['values']).toMatchObject({
    town: [{ value: 'Brüggerfelden' }],
    animal: [{ value: 'Murmeltier' }],
  });
  const other = { email: 'other@example.org', authenticated_by: 'sso', values: { a: 1 } };
  const { body: cleared } = await customers('PUT', '/v1/customers', other);
  await customers('PUT', '/v1/customers', { ...other, values: { a: 2 } });
  const clear = () => customers('DELETE', `/v1/customers/${cleared.id}/history`);
  // The first commit writes the deletion to the ledger in `mayfly-keys`.
  expect(methodsOf(await costOf(clear, 204))).toEqual(['BatchGetDocuments', 'Commit', 'Commit']);
});

test('confirming a consent costs one read and one commit; a withdrawal costs one read, one query and two commits', async () => {
  const path = '/v1/marketing-consents';
  const newsletter = {
    type: 'newsletter',
    email: 'Theobald.Winkler@example.org',
    ip: '198.51.100.23',
    wording_text: 'Ich willige in den Rundbrief Herbstlaub ein',
  };
  const { body: older } = await consents('POST', path, newsletter);
  const { body: pending } = await consents('POST', path, { ...newsletter, opt_in: 'double' });
  const confirm = () => consents('POST', `${path}/${pending.id}/confirm`, { ip: '192.0.2.171' });
  expect(methodsOf(await costOf(confirm, 200))).toEqual(['BatchGetDocuments', 'Commit']);
  expect(methodsOf(await costOf(confirm, 200))).toEqual(['BatchGetDocuments']);
  const withdraw = () => consents('POST', `${path}/${pending.id}/withdraw`);
  const operations = await costOf(withdraw, 200);
  expect(methodsOf(operations)).toEqual(['BatchGetDocuments', 'RunQuery', 'Commit', 'Commit']);
  expect(operations.at(-1)?.writes).toBe(2);
  const { body } = await consents('GET', `${path}/${older.id}/proof`);
  expect(body).toMatchObject({ status: 'withdrawn', given: { ip: '198.51.100.23' } });
});

describe('a conversation that is deleted', () => {
  test('loses its messages, head and subject; each round of at most 200 messages costs a read, two queries and two commits, and the last round one more query', async () => {
    const message = { conversation_id: 'long', author: 'bot', text: 'Blaubeerkuchen' };
    for (let round = 0; round < 2; round += 1)
      await chat(
        'POST',
        '/v1/chat-messages',
        Array.from({ length: 225 }, () => message),
      );
    await chat('PUT', '/v1/conversations/long/subject', { email: 'Notburga.Eibl@example.org' });
    const operations = await costOf(() => chat('DELETE', '/v1/conversations/long'), 204);
    const round = ['RunQuery', 'BatchGetDocuments', 'RunQuery', 'Commit', 'Commit'];
    // The last round also looks for messages that were restricted meanwhile.
    const last = ['RunQuery', 'BatchGetDocuments', 'RunQuery', 'RunQuery', 'Commit', 'Commit'];
    expect(methodsOf(operations)).toEqual([...round, ...round, ...last]);
    const { body } = await chat('GET', '/v1/conversations/long/messages');
    expect(body.items).toEqual([]);
    const state = await stack().readState();
    for (const collection of ['chat_messages', 'conversation_heads'])
      expect(storedIn(state, collection)).toEqual([]);
    const subjects = storedIn(state, 'conversation_links').filter(({ id }) => /subject/.test(id));
    expect(subjects).toEqual([]);
  });

  test('has a correct count of messages in its head, even if others write to the conversation during the deletion', async () => {
    const message = { conversation_id: 'busy', author: 'bot', text: 'x' };
    const other = callerOf(instances[1].appOf('chat'), key);
    await chat(
      'POST',
      '/v1/chat-messages',
      Array.from({ length: 250 }, () => message),
    );
    const answers = await Promise.all([
      chat('DELETE', '/v1/conversations/busy'),
      ...Array.from({ length: 10 }, () => other('POST', '/v1/chat-messages', message)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([204, ...Array(10).fill(201)]);
    const { body: messages } = await chat('GET', '/v1/conversations/busy/messages?limit=200');
    const { body: heads } = await chat('GET', '/v1/conversations');
    const head = heads.items.find(({ id }) => id === 'busy');
    expect(messages.items.length).toBeLessThanOrEqual(10);
    expect(head?.messages ?? 0).toBe(messages.items.length);
    expect(head?.last_message.id).toBe(messages.items.at(-1)?.id);
  });
});

test('the list of conversations counts only live messages, and costs one query', async () => {
  const message = { conversation_id: 'lasting', author: 'bot', text: 'Johannisbeere' };
  await chat('POST', '/v1/chat-messages', [message, message]);
  clock.advance(4 * microsPerDay);
  const { body: last } = await chat('POST', '/v1/chat-messages', message);
  const told = async () => {
    const { body } = await chat('GET', '/v1/conversations');
    return body.items.find(({ id }) => id === 'lasting');
  };
  expect(await told()).toMatchObject({ messages: 3 });
  clock.advance(4 * microsPerDay);
  expect(await told()).toMatchObject({ messages: 1, first_at: last.created_at });
  const operations = await costOf(() => chat('GET', '/v1/conversations'), 200);
  expect(methodsOf(operations)).toEqual(['RunQuery']);
});

test('no database stores a personal value of these tests in clear', async () => {
  const values = [
    'Zwetschge',
    'wa-Kunigunde-Vogelsang',
    'Hagebuttentee',
    'Brüggerfelden',
    'Murmeltier',
    'Kastanienhof',
    'Walburga.Huber@example.org',
    'Theobald.Winkler@example.org',
    '198.51.100.23',
    '192.0.2.171',
    'Herbstlaub',
    'Johannisbeere',
    'Blaubeerkuchen',
    'Notburga.Eibl@example.org',
    'other@example.org',
  ];
  const dump = await stack().exportRaw();
  expect(findValues(dump, values)).toEqual([]);
  // The same search finds a value that is stored in clear. This shows that the search works.
  expect(findValues(dump, ['smalltalk']).length).toBeGreaterThan(0);
});
