import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import {
  type AppCall,
  type AppFixture,
  createAppFixture,
} from '#shared/http/testing/create-app-fixture.ts';
import { createNluApp } from './app.ts';

const path = '/v1/nlu-messages';
let fixture: AppFixture;
let call: AppCall;

beforeEach(async () => {
  fixture = createAppFixture(createNluApp);
  call = await fixture.callerOf('acme');
});

const message = (more: object = {}) => ({
  conversation_id: 'c',
  text: 'Wo ist mein Paket?',
  ...more,
});

async function store(...messages: object[]): Promise<readonly { id: string }[]> {
  const { status, body } = await call('POST', path, messages.map(message));
  expect(status).toBe(201);
  return body.items;
}

async function listed(query: string): Promise<string[]> {
  const { status, body } = await call('GET', `${path}?${query}`);
  expect(status).toBe(200);
  return body.items.map(({ id }) => id);
}

test('messages whose intents contain slashes can be stored, filtered and reviewed, and the summary lists their intents page by page', async () => {
  const intents = ['faq/ask_opening', 'faq/ask_price', `faq/${'x'.repeat(124)}`];
  const sent = await store(...intents.map((intent) => ({ intent, confidence: 1.0000001 })));
  for (const [at, intent] of intents.entries()) {
    expect(await listed(`intent=${encodeURIComponent(intent)}`)).toEqual([sent[at]?.id]);
    expect(await listed(`intent=${intent}`)).toEqual([sent[at]?.id]);
  }
  expect(await listed('confidence_min=1.0000001')).toHaveLength(3);
  const review = { verdict: 'corrected', intent: 'faq/ask_hours' };
  const { body } = await call('PUT', `${path}/${sent[0]?.id}/review`, review);
  expect(body).toMatchObject({ corrected_intent: 'faq/ask_hours', confidence: 1 });
  const names: unknown[] = [];
  let cursor = '';
  for (let page = 0; page < 3; page += 1) {
    const answer = await call('GET', `${path}/summary?limit=1${cursor}`);
    expect(answer.status).toBe(200);
    names.push(answer.body.items[0]?.['intent']);
    cursor = `&cursor=${answer.body.next_cursor}`;
  }
  expect(names).toEqual(intents);
});

describe('a review', () => {
  test('marks a message as reviewed, and the filter `reviewed` separates reviewed messages from others', async () => {
    const [first, second] = await store({ intent: 'order' }, { intent: 'order' });
    expect(await listed('reviewed=false')).toEqual([second?.id, first?.id]);
    const { status, body } = await call('PUT', `${path}/${first?.id}/review`, { verdict: 'right' });
    expect([status, body['reviewed'], body['verdict']]).toEqual([200, true, 'right']);
    expect(await listed('reviewed=false')).toEqual([second?.id]);
    expect(await listed('reviewed=true')).toEqual([first?.id]);
    expect((await call('GET', `${path}/${first?.id}`)).body).toEqual(body);
  });

  test('never changes the model’s intent, and is replaced completely by a later review', async () => {
    const [sent] = await store({ intent: 'order', confidence: 0.4 });
    const review = `${path}/${sent?.id}/review`;
    const corrected = await call('PUT', review, { verdict: 'corrected', intent: 'return' });
    expect(corrected.body).toMatchObject({
      intent: 'order',
      confidence: 0.4,
      text: 'Wo ist mein Paket?',
      verdict: 'corrected',
      corrected_intent: 'return',
    });
    const { body } = await call('PUT', review, { verdict: 'wrong' });
    expect(body['verdict']).toBe('wrong');
    expect(body).not.toHaveProperty('corrected_intent');
    expect(body.expires_at).toBe(corrected.body.expires_at);
  });

  test('can be removed, and a second removal succeeds too', async () => {
    const [sent] = await store({ intent: 'order' });
    const review = `${path}/${sent?.id}/review`;
    await call('PUT', review, { verdict: 'corrected', intent: 'return' });
    for (let round = 0; round < 2; round += 1)
      expect((await call('DELETE', review)).status).toBe(204);
    const { body } = await call('GET', `${path}/${sent?.id}`);
    expect(body).toMatchObject({ reviewed: false, intent: 'order' });
    expect(Object.keys(body)).not.toContain('verdict');
    expect(Object.keys(body)).not.toContain('corrected_intent');
  });

  test.each([
    [{}, '/verdict'],
    [{ verdict: 'maybe' }, '/verdict'],
    [{ verdict: 'corrected' }, '/intent'],
    [{ verdict: 'right', intent: 'order' }, '/intent'],
    [{ verdict: 'corrected', intent: 'anna@example.com' }, '/intent'],
  ])('with %j is refused, and the error names the field %s', async (body, pointer) => {
    const [sent] = await store({ intent: 'order' });
    const refused = await call('PUT', `${path}/${sent?.id}/review`, body);
    expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([422, pointer]);
    expect(JSON.stringify(refused.body)).not.toContain('anna');
  });

  test('needs the scope `work` or `nlu_messages:write`; a caller with only one of these scopes sees nothing of the message except its id, times and review', async () => {
    const [sent] = await store({ intent: 'order' });
    const review = `${path}/${sent?.id}/review`;
    const reader = await fixture.callerOf('acme', ['nlu_messages:read']);
    expect((await reader('PUT', review, { verdict: 'right' })).status).toBe(403);
    expect((await reader('DELETE', review)).status).toBe(403);
    for (const scope of ['work', 'nlu_messages:write']) {
      const worker = await fixture.callerOf('acme', [scope]);
      const { status, body } = await worker('PUT', review, { verdict: 'right' });
      expect(status).toBe(200);
      expect(Object.keys(body)).toEqual(['id', 'created_at', 'expires_at', 'reviewed', 'verdict']);
    }
  });

  test('is not possible for an expired message, or for a message of another tenant', async () => {
    const [sent] = await store({ intent: 'order' });
    const review = `${path}/${sent?.id}/review`;
    const other = await fixture.callerOf('other');
    expect((await other('PUT', review, { verdict: 'right' })).status).toBe(404);
    expect((await other('DELETE', review)).status).toBe(404);
    fixture.fixture.clock.now += 30 * microsPerDay;
    expect((await call('PUT', review, { verdict: 'right' })).status).toBe(404);
  });

  test('that is part of a new message marks the message as reviewed', async () => {
    const [sent] = await store({ intent: 'order', verdict: 'wrong' });
    expect((await call('GET', `${path}/${sent?.id}`)).body['reviewed']).toBe(true);
  });
});

describe('the summary', () => {
  test('counts for each intent and in total: all messages, reviewed messages, and messages with the verdict `right` or `corrected`; also calculates the average confidence and the accuracy', async () => {
    const [first, second] = await store(
      { intent: 'order', confidence: 0.9 },
      { intent: 'order', confidence: 0.6 },
      { intent: 'order' },
      { intent: 'return', confidence: 0.2, reviewed: false, verdict: 'right' },
      { confidence: 0.5 },
    );
    await call('PUT', `${path}/${first?.id}/review`, { verdict: 'right' });
    await call('PUT', `${path}/${second?.id}/review`, { verdict: 'corrected', intent: 'return' });
    const { body } = await call('GET', `${path}/summary`);
    const halfRight = { reviewed: 2, right: 1, corrected: 1, accuracy: 0.5 };
    expect(body).toEqual({
      total: { ...halfRight, count: 5, mean_confidence: 0.55 },
      items: [
        { ...halfRight, intent: 'order', count: 3, mean_confidence: 0.75 },
        {
          intent: 'return',
          count: 1,
          mean_confidence: 0.2,
          reviewed: 0,
          right: 0,
          corrected: 0,
          accuracy: null,
        },
      ],
      next_cursor: null,
    });
  });

  test('can be limited to an experience, and read in pages of intents', async () => {
    await store(
      ...['a', 'b', 'c', 'd', 'e'].flatMap((intent) => [
        { intent, experience_id: 'one' },
        { intent, experience_id: 'two' },
      ]),
      { intent: 'f', experience_id: 'two' },
    );
    const met: unknown[] = [];
    let query = 'limit=2&experience_id=one';
    for (;;) {
      const { body } = await call('GET', `${path}/summary?${query}`);
      expect(body['total']).toMatchObject({ count: 5 });
      met.push(...body.items.map(({ intent }) => intent));
      if (body.next_cursor === null) break;
      query = `limit=2&experience_id=one&cursor=${body.next_cursor}`;
    }
    expect(met).toEqual(['a', 'b', 'c', 'd', 'e']);
    const elsewhere = query.replace('one', 'two');
    expect((await call('GET', `${path}/summary?${elsewhere}`)).body.code).toBe('cursor-invalid');
  });

  test('counts no expired message, and no message of another tenant', async () => {
    await store({ intent: 'old', confidence: 1 });
    fixture.fixture.clock.now += 30 * microsPerDay;
    await store({ intent: 'new', confidence: 0.5 });
    const other = await fixture.callerOf('other');
    const { body } = await call('GET', `${path}/summary`);
    expect(body.items.map(({ intent }) => intent)).toEqual(['new']);
    expect(body['total']).toMatchObject({ count: 1, mean_confidence: 0.5 });
    expect((await other('GET', `${path}/summary`)).body).toEqual({
      total: {
        count: 0,
        mean_confidence: null,
        reviewed: 0,
        right: 0,
        corrected: 0,
        accuracy: null,
      },
      items: [],
      next_cursor: null,
    });
  });

  test.each([['overview'], ['nlu_messages:masked'], ['nlu_messages:read']])(
    'contains intents and numbers but no message, so the scope %s is enough',
    async (scope) => {
      const viewer = await fixture.callerOf('acme', [scope]);
      expect((await viewer('GET', `${path}/summary`)).status).toBe(200);
    },
  );

  test('accepts only known parameters, and is refused to callers who may only write', async () => {
    expect((await call('GET', `${path}/summary?intent=order`)).body.code).toBe('query-invalid');
    expect((await call('GET', `${path}/summary?after=x`)).body.code).toBe('query-invalid');
    const writer = await fixture.callerOf('acme', ['nlu_messages:write']);
    expect((await writer('GET', `${path}/summary`)).status).toBe(403);
  });
});

test('a list can be filtered by low confidence, an intent and a missing review together', async () => {
  const [low] = await store(
    { intent: 'order', confidence: 0.3 },
    { intent: 'order', confidence: 0.9 },
    { intent: 'return', confidence: 0.1 },
    { intent: 'order', confidence: 0.2, reviewed: true },
  );
  const query = 'intent=order&reviewed=false&confidence_max=0.5';
  expect(await listed(query)).toEqual([low?.id]);
});

describe('the queue', () => {
  test('lists messages without a review in the order of their expiry, with filters by intent, confidence and expiry', async () => {
    const { clock } = fixture.fixture;
    const [old] = await store({ intent: 'order', confidence: 0.3 });
    clock.now += microsPerDay;
    const [sure, unsure, other] = await store(
      { intent: 'order', confidence: 0.9 },
      { intent: 'order', confidence: 0.5 },
      { intent: 'return' },
    );
    const [seen] = await store({ intent: 'order', confidence: 0.1 });
    await call('PUT', `${path}/${seen?.id}/review`, { verdict: 'right' });
    const queued = async (query: string) => {
      const { status, body } = await call('GET', `${path}/queue?${query}`);
      expect([status, body['newest_cursor']]).toEqual([200, null]);
      return body.items.map(({ id }) => id);
    };
    expect(await queued('')).toEqual([old?.id, sure?.id, unsure?.id, other?.id]);
    expect(await queued('intent=order&confidence_max=0.5')).toEqual([old?.id, unsure?.id]);
    expect(await queued('confidence_min=0.5')).toEqual([sure?.id, unsure?.id]);
    const tomorrow = new Date((clock.now + 29.5 * microsPerDay) / 1_000).toISOString();
    expect(await queued(`expires_before=${tomorrow}`)).toEqual([old?.id]);
    const { body } = await call('GET', `${path}/queue/count?expires_before=${tomorrow}`);
    expect(body).toEqual({ unreviewed: 4, going: 1 });
    expect((await call('GET', `${path}/queue/count`)).body).toEqual({ unreviewed: 4, going: 0 });
  });

  test('continues page by page, and refuses a cursor from a request with other filters', async () => {
    const sent = await store({ intent: 'a' }, { intent: 'a' }, { intent: 'b' });
    const first = await call('GET', `${path}/queue?limit=2`);
    const cursor = first.body.next_cursor;
    const { body } = await call('GET', `${path}/queue?limit=2&cursor=${cursor}`);
    expect(body.items.map(({ id }) => id)).toEqual([sent[2]?.id]);
    const elsewhere = await call('GET', `${path}/queue?intent=a&cursor=${cursor}`);
    expect(elsewhere.body.code).toBe('cursor-invalid');
  });

  test.each(['confidence_max=2', 'expires_before=tomorrow', 'reviewed=true', 'after=x'])(
    'refuses %s',
    async (query) => {
      expect((await call('GET', `${path}/queue?${query}`)).body.code).toBe('query-invalid');
    },
  );

  test('shows no text to callers who may not see personal fields; callers with only the scope `overview` cannot read the queue, but can read its counts and the accuracy', async () => {
    await store({ intent: 'order' });
    const masked = await fixture.callerOf('acme', ['nlu_messages:masked', 'work']);
    const { body } = await masked('GET', `${path}/queue`);
    expect(JSON.stringify(body)).not.toContain('Paket');
    const viewer = await fixture.callerOf('acme', ['overview']);
    expect((await viewer('GET', `${path}/queue`)).status).toBe(403);
    expect((await viewer('GET', `${path}/queue/count`)).body).toEqual({ unreviewed: 1, going: 0 });
    expect((await viewer('GET', `${path}/accuracy`)).body.items).toEqual([]);
  });
});

test('several messages are reviewed with one request, and the answer counts them', async () => {
  const sent = await store({ intent: 'order' }, { intent: 'order' });
  const ids = sent.map(({ id }) => id);
  const refused = await call('PUT', `${path}/reviews`, { ids, review: { verdict: 'corrected' } });
  expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([422, '/review/intent']);
  const many = await call('PUT', `${path}/reviews`, { ids, review: { verdict: 'wrong' } });
  expect([many.status, many.body]).toEqual([200, { reviewed: 2, missing: [] }]);
  expect(await listed('reviewed=true')).toHaveLength(2);
  const { body } = await call('GET', `${path}/accuracy`);
  expect(body.items).toMatchObject([{ intent: 'order', weeks: [{ wrong: 2 }] }]);
});
