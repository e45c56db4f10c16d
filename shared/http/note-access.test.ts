import { describe, expect, test } from 'vitest';
import type { Actor } from '#shared/access/caller.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { ManagerLogWriter } from '#shared/manager-log/create-manager-log-writer.ts';
import { examplePlace } from '#shared/manager-log/testing/example-place.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { createApp } from './create-app.ts';
import { createLogger, type LogDestination } from './logger.ts';
import { noteAccess } from './note-access.ts';
import { noBody } from './read/body.ts';
import { jsonBody, smallBodyMax } from './read/read-json.ts';
import { noQuery } from './read/read-query.ts';
import { addRoute } from './route/add-route.ts';
import { everyone } from './route/admission.ts';
import { changing, exporting, type Personal, reading } from './route/personal.ts';

const person: Actor = { kind: 'person', id: 'p1', email: 'anna@example.com', role: 'owner' };
const program: Actor = { kind: 'api_key', id: 'mf_acme_00000000' };
const path = '/v1/things/:id';
const asked = `/v1/things/${'a1'.repeat(16)}`;
const exports = exporting('things.export', 'none');

/** Creates an app with one route. Its manager log uses this `record`, which may fail. */
function createNoted(
  actor: Actor,
  personal: Personal,
  record: ManagerLogWriter['record'],
  answer: () => Response,
  logTo: LogDestination = { write: () => undefined },
) {
  const app = createApp({
    logger: createLogger('info', 'test', logTo),
    monotonic: () => 0,
    newRequestId: () => 'request-1',
  });
  app.use('/v1/*', async (c, next) => {
    c.set('ctx', { ...createTestFixture([]).contextOf('acme'), actor });
    await next();
  });
  app.use('/v1/*', noteAccess({ record }));
  const unasked = { admission: everyone, query: noQuery, body: noBody };
  addRoute(app, { method: 'GET', path, ...unasked, personal, handle: answer });
  return app;
}

/**
 * Sends a request. Returns in order what happened: each recorded entry, and `handled` when the
 * handler ran.
 */
async function noted(actor: Actor, personal: Personal, answer = () => new Response('thing')) {
  const seen: unknown[] = [];
  const record: ManagerLogWriter['record'] = async ({ action, target, outcome }) => {
    seen.push([action, target, outcome]);
    return examplePlace;
  };
  const app = createNoted(actor, personal, record, () => {
    seen.push('handled');
    return answer();
  });
  await app.request(asked);
  return seen;
}

describe('a request to a route', () => {
  const id = 'a1'.repeat(16);
  const reads = reading('things.touch', 'own-id');
  const changes = changing('things.touch', 'own-id');

  test('that changes personal data is recorded before the change, even if the change then fails', async () => {
    const expected = [['things.touch', id, 'requested'], 'handled'];
    const fail = () => {
      throw new Problem('scope-missing');
    };
    expect(await noted(person, changes)).toEqual(expected);
    expect(await noted(person, changes, fail)).toEqual(expected);
  });

  test('that reads personal data is recorded with its outcome; an invalid request is not recorded', async () => {
    const refuse = (code: 'scope-missing' | 'record-not-found' | 'validation-failed') => () => {
      throw new Problem(code);
    };
    const entry = (outcome: string) => ['handled', ['things.touch', id, outcome]];
    expect(await noted(person, reads)).toEqual(entry('shown'));
    expect(await noted(person, reads, refuse('scope-missing'))).toEqual(entry('refused'));
    expect(await noted(person, reads, refuse('record-not-found'))).toEqual(entry('not-found'));
    expect(await noted(person, reads, refuse('validation-failed'))).toEqual(['handled']);
  });

  test('that exports personal data is recorded for people and programs; other requests of programs are not recorded', async () => {
    const shown = ['handled', ['things.export', undefined, 'shown']];
    expect(await noted(person, exports)).toEqual(shown);
    expect(await noted(program, exports)).toEqual(shown);
    expect(await noted(program, reads)).toEqual(['handled']);
    expect(await noted(program, changes)).toEqual(['handled']);
  });

  test('without personal data is not recorded', async () => {
    expect(await noted(person, false)).toEqual(['handled']);
  });
});

test('a route that does not declare how it uses personal data answers with an error; an unknown path gets 404', async () => {
  const record = async () => examplePlace;
  const app = createNoted(person, false, record, () => new Response('thing'));
  app.get('/v1/undeclared', (c) => c.text('Anna'));
  const response = await app.request('/v1/undeclared');
  expect([response.status, await response.text()]).toEqual([
    500,
    expect.not.stringContaining('Anna'),
  ]);
  expect((await app.request('/v1/nothing')).status).toBe(404);
});

/**
 * Creates an app with an export as a stream. `ask` requests it as a program, and `state` says
 * whether the stream was cancelled.
 */
function createExport(record: ManagerLogWriter['record']) {
  const state = { cancelled: false };
  const app = createNoted(program, exports, record, () => {
    const rows = new ReadableStream({
      pull: (controller) => controller.enqueue(Buffer.from('row\n')),
      cancel: () => void (state.cancelled = true),
    });
    return new Response(rows);
  });
  return { ask: async () => app.request(asked), state };
}

test('if the entry of an export cannot be written, the export is not sent and its stream is cancelled', async () => {
  const { ask, state } = createExport(async () => {
    throw new StoreUnavailable('unavailable');
  });
  const response = await ask();
  expect([response.status, await response.json()]).toMatchObject([
    503,
    { code: 'store-unavailable' },
  ]);
  expect(state.cancelled).toBe(true);
});

test('if the entry of an export is written, the export is sent', async () => {
  const entries: unknown[] = [];
  const { ask, state } = createExport(async ({ action, outcome }) => {
    entries.push({ action, outcome });
    return examplePlace;
  });
  const response = await ask();
  const reader = response.body?.getReader();
  expect(String(Buffer.from((await reader?.read())?.value ?? []))).toBe('row\n');
  expect(entries).toEqual([{ action: 'things.export', outcome: 'shown' }]);
  expect(state.cancelled).toBe(false);
  await reader?.cancel();
});

describe('the log line of a request', () => {
  async function lineOf(actor: Actor, personal: Personal): Promise<unknown> {
    const lines: string[] = [];
    const logTo = { write: (line: string) => void lines.push(line) };
    const answer = () => new Response('thing');
    await createNoted(actor, personal, async () => examplePlace, answer, logTo).request(asked);
    return JSON.parse(lines[0] ?? '');
  }

  test('says where the request’s entry is in the manager log, so that the manager log can be checked later', async () => {
    for (const personal of [reading('things.touch', 'own-id'), changing('things.touch', 'own-id')])
      expect(await lineOf(person, personal)).toMatchObject({
        message: 'request',
        route: path,
        manager_log: [examplePlace],
      });
  });

  test('names no place in the manager log if the request made no entry', async () => {
    expect(await lineOf(person, false)).not.toHaveProperty('manager_log');
    expect(await lineOf(program, reading('things.touch', 'own-id'))).not.toHaveProperty(
      'manager_log',
    );
  });
});

test('a change is recorded before it is made; the entry names only fields that were sent and that the route declares', async () => {
  const seen: unknown[] = [];
  const app = createApp({
    logger: createLogger('info', 'test', { write: () => undefined }),
    monotonic: () => 0,
    newRequestId: () => 'request-1',
  });
  app.use('/v1/*', async (c, next) => {
    const ctx = createTestFixture([]).contextOf('acme');
    c.set('ctx', { ...ctx, actor: person, renewed: async () => ctx });
    await next();
  });
  const record: ManagerLogWriter['record'] = async ({ target, fields }) => {
    seen.push([target, fields]);
    return examplePlace;
  };
  app.use('/v1/*', noteAccess({ record }));
  addRoute(app, {
    method: 'PATCH',
    path,
    admission: everyone,
    query: noQuery,
    body: jsonBody(smallBodyMax),
    personal: changing('things.correct', 'own-id', ['email', 'values', 'phone']),
    handle(c) {
      seen.push('changed');
      return c.json({});
    },
  });
  const body = JSON.stringify({
    values: { city: 'Bonn' },
    email: 'a@example.org',
    'b@example.org': 1,
  });
  const headers = { 'content-type': 'application/json' };
  expect((await app.request(asked, { method: 'PATCH', headers, body })).status).toBe(200);
  expect(seen).toEqual([['a1'.repeat(16), 'email:values'], 'changed']);
});
