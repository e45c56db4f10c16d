import { describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { createApp } from '../create-app.ts';
import { createLogger } from '../logger.ts';
import { noBody } from '../read/body.ts';
import { type Idempotency, remembered, repeatable } from '../read/idempotency.ts';
import { jsonBody } from '../read/read-json.ts';
import { noQuery, pageQuery } from '../read/read-query.ts';
import { addRoute, declarationOf } from './add-route.ts';
import { everyone } from './admission.ts';
import { reading } from './personal.ts';

const newApp = () =>
  createApp({
    logger: createLogger('silent', 'test'),
    monotonic: () => 0,
    newRequestId: () => 'request-1',
  });

/** A declaration with all required parts. */
const whole = {
  method: 'GET',
  path: '/v1/things',
  admission: everyone,
  query: noQuery,
  body: noBody,
  personal: false,
  handle: () => new Response('things'),
} as const;

test('an incomplete declaration does not compile', () => {
  const app = newApp();
  const { personal: _p, ...notPersonal } = whole;
  // @ts-expect-error It does not say whether it shows personal data.
  addRoute(app, notPersonal);
  // @ts-expect-error It is personal, and does not say how the manager log records it.
  addRoute(app, { ...whole, personal: true });
  // @ts-expect-error It has no name in the manager log.
  addRoute(app, { ...whole, personal: { effect: 'reads', target: 'none' } });
  // @ts-expect-error It does not say whether it reads or changes.
  addRoute(app, { ...whole, personal: { name: 'things.list', target: 'none' } });
  // @ts-expect-error It does not name its target.
  addRoute(app, { ...whole, personal: { effect: 'reads', name: 'things.list' } });
  const { admission: _a, ...forNobody } = whole;
  // @ts-expect-error It does not say who may call the route.
  addRoute(app, forNobody);
  const { query: _q, ...withoutQuery } = whole;
  // @ts-expect-error It does not say which query it takes.
  addRoute(app, withoutQuery);
  const { body: _b, ...withoutBody } = whole;
  // @ts-expect-error It does not say which body it takes.
  addRoute(app, withoutBody);
  // @ts-expect-error It does not say how repetitions are handled.
  addRoute(app, { ...whole, method: 'POST' });
  // @ts-expect-error A PUT has no `idempotency`, because repeating it is safe without a key.
  addRoute(app, { ...whole, method: 'PUT', idempotency: remembered });
  addRoute(app, whole);
  // The real test happens when the compiler reads the comments above. At run time, the test only
  // checks that the complete declaration was added.
  expect(app.routes.map(declarationOf)).toContain(whole);
});

/**
 * Creates a route that uses every part of a request. `seen` names the parts in the order in which
 * the route checks them.
 */
function createOrdered(idempotency: Idempotency) {
  const app = newApp();
  const seen: string[] = [];
  const json = jsonBody(10);
  addRoute(app, {
    method: 'POST',
    path: '/v1/things/:id',
    admission: {
      who: 'person',
      admit(c) {
        seen.push('who');
        if (c.req.header('authorization') === undefined) throw new Problem('credential-missing');
        return { name: 'anna' };
      },
    },
    query: {
      ...pageQuery,
      read(c) {
        seen.push('query');
        return pageQuery.read(c);
      },
    },
    body: {
      ...json,
      read(c) {
        seen.push('body');
        return json.read(c);
      },
    },
    idempotency,
    personal: false,
    handle(c, { admitted, query, body, idempotencyKey }) {
      const { name } = admitted;
      return c.json({ id: c.req.param('id'), name, limit: query.limit, body, idempotencyKey });
    },
  });
  const ask = async (headers: { readonly [name: string]: string }, query = '', body = '{}') => {
    seen.length = 0;
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    const response = await app.request(`/v1/things/a${query}`, { ...init, body });
    return { answer: await response.json(), seen: seen.join(' ') };
  };
  return ask;
}

const authorization = 'anybody';

test('the handler of a route gets the parsed inputs that the route has declared', async () => {
  const headers = { authorization, 'idempotency-key': 'k' };
  const { answer, seen } = await createOrdered(remembered)(headers, '?limit=7', '[1]');
  expect(answer).toEqual({ id: 'a', name: 'anna', limit: 7, body: [1], idempotencyKey: 'k' });
  expect(seen).toBe('who query body');
});

test('a route checks the caller first, then the query, then the idempotency key, then the body', async () => {
  const ask = createOrdered(remembered);
  const bad = { 'idempotency-key': 'ä' };
  expect(await ask(bad, '?x=1', '{')).toMatchObject({
    answer: { code: 'credential-missing' },
    seen: 'who',
  });
  expect(await ask({ authorization, ...bad }, '?x=1', '{')).toMatchObject({
    answer: { code: 'query-invalid' },
    seen: 'who query',
  });
  expect(await ask({ authorization, ...bad }, '', '{')).toMatchObject({
    answer: { code: 'header-invalid' },
    seen: 'who query',
  });
  expect(await ask({ authorization }, '', '{')).toMatchObject({
    answer: { code: 'json-malformed' },
    seen: 'who query body',
  });
  expect(await ask({ authorization }, '', '"much too long"')).toMatchObject({
    answer: { code: 'body-too-large' },
  });
});

test('a route that is safe to repeat accepts an idempotency key and ignores it', async () => {
  const headers = { authorization, 'idempotency-key': 'ä' };
  const { answer } = await createOrdered(repeatable)(headers);
  expect(answer).toEqual({ id: 'a', name: 'anna', limit: 50, body: {} });
});

describe('a precondition that the route does not support', () => {
  test.each(['if-match', 'if-none-match', 'if-unmodified-since'])(
    'is refused: %s',
    async (name) => {
      const { answer } = await createOrdered(remembered)({ authorization, [name]: '"x"' });
      expect(answer).toMatchObject({ code: 'precondition-unsupported', status: 400 });
      expect(answer.errors).toEqual([
        {
          header: expect.stringMatching(/^If-/),
          rule: 'this path does not check it: send the request without it',
        },
      ]);
    },
  );

  test('is refused even by a route that supports another precondition', async () => {
    const app = newApp();
    addRoute(app, { ...whole, conditional: ['If-None-Match'] });
    const ask = async (name: string) =>
      (await app.request('/v1/things', { headers: { [name]: '"x"' } })).status;
    expect([await ask('if-none-match'), await ask('if-match')]).toEqual([200, 400]);
  });
});

test('HEAD is answered like GET, without a body', async () => {
  const app = newApp();
  addRoute(app, whole);
  const response = await app.request('/v1/things', { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect((await app.request('/v1/things?x=1', { method: 'HEAD' })).status).toBe(400);
});

test('if two routes match, the declaration of the route that was added first applies', async () => {
  const app = newApp();
  const personal = reading('things.read', 'own-id');
  const said: unknown[] = [];
  app.use(async (c, next) => {
    said.push(c.var.route?.path, c.var.route?.personal);
    await next();
  });
  addRoute(app, { ...whole, path: '/v1/things/all' });
  addRoute(app, { ...whole, path: '/v1/things/:id', personal });
  await app.request('/v1/things/all');
  await app.request('/v1/things/1');
  await app.request('/v1/things/1', { method: 'DELETE' });
  expect(said).toEqual(['/v1/things/all', false, '/v1/things/:id', personal, undefined, undefined]);
});
