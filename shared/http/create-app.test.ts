import { describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { createApp } from './create-app.ts';
import { createLogger } from './logger.ts';

const planted = 'Zwiebelturm.8841';
const trace = '0123456789abcdef0123456789abcdef';

/**
 * Creates an app and collects its log lines. Its clock advances by 12.3 ms each time it is read.
 */
function createLoggedApp() {
  const lines: string[] = [];
  let elapsed = 0;
  const app = createApp({
    logger: createLogger('trace', 'test', { write: (line) => void lines.push(line) }),
    project: 'mayfly-prod',
    monotonic: () => (elapsed += 12.3),
    newRequestId: () => 'request-1',
  });
  app.get('/v1/things/:id', (c) => c.json({ id: c.req.param('id') }));
  app.post('/v1/things', () => {
    throw new Problem('validation-failed');
  });
  app.delete('/v1/things/:id', () => {
    throw new Error(planted);
  });
  const logged = () => lines.map((line) => JSON.parse(line) as { [field: string]: unknown });
  return { app, lines, logged };
}

describe('a request', () => {
  test('is logged in one line with the pattern of its route, status, duration, id and trace, but without its path', async () => {
    const { app, lines, logged } = createLoggedApp();
    const headers = { 'x-cloud-trace-context': `${trace}/123;o=1`, 'user-agent': planted };
    const response = await app.request(`/v1/things/${planted}?q=${planted}`, { headers });
    expect(response.headers.get('x-request-id')).toBe('request-1');
    expect(logged()).toEqual([
      {
        severity: 'INFO',
        time: expect.any(String),
        service: 'test',
        request_id: 'request-1',
        method: 'GET',
        route: '/v1/things/:id',
        status: 200,
        duration_ms: 12.3,
        'logging.googleapis.com/trace': `projects/mayfly-prod/traces/${trace}`,
        message: 'request',
      },
    ]);
    expect(lines.join('')).not.toContain(planted);
  });

  test('keeps the request id that its caller sent: the answer’s header, the problem and the log line contain this id', async () => {
    const { app, logged } = createLoggedApp();
    const headers = { 'x-request-id': 'shop:7f3a-11' };
    const response = await app.request('/v1/things', { method: 'POST', headers });
    expect(response.headers.get('x-request-id')).toBe('shop:7f3a-11');
    expect(await response.json()).toMatchObject({ request_id: 'shop:7f3a-11' });
    expect(logged()).toMatchObject([{ request_id: 'shop:7f3a-11' }]);
  });

  test.each(['anna@example.org', '+49 30 23125014', '030-23125014', 'a b', 'x'.repeat(65), ''])(
    'gets another id if the request id that the caller sent is not a plain id: %j',
    async (id) => {
      const { app, lines } = createLoggedApp();
      const headers = { 'x-request-id': id };
      const response = await app.request('/v1/things/1', { headers });
      expect(response.headers.get('x-request-id')).toBe('request-1');
      expect(lines).toEqual([expect.stringContaining('"request_id":"request-1"')]);
    },
  );

  test('that is refused is logged with the code of its problem', async () => {
    const { app, logged } = createLoggedApp();
    await app.request('/v1/things', { method: 'POST' });
    expect(logged()).toEqual([
      expect.objectContaining({ route: '/v1/things', status: 422, problem: 'validation-failed' }),
    ]);
  });

  test('that fails unexpectedly is logged with its id and trace, the class of the error, and the place in the code, but without the error’s text', async () => {
    const { app, lines, logged } = createLoggedApp();
    const headers = { 'x-cloud-trace-context': `${trace}/123` };
    const response = await app.request('/v1/things/1', { method: 'DELETE', headers });
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.not.stringContaining(planted),
    ]);
    const same = {
      request_id: 'request-1',
      'logging.googleapis.com/trace': `projects/mayfly-prod/traces/${trace}`,
    };
    expect(logged()).toEqual([
      expect.objectContaining({
        ...same,
        severity: 'ERROR',
        error: 'Error',
        message: 'error',
        stack: expect.arrayContaining([expect.stringMatching(/^at .*create-app\.test\.ts:/)]),
      }),
      expect.objectContaining({ ...same, status: 500, problem: 'internal' }),
    ]);
    expect(lines.join('')).not.toContain(planted);
  });

  test('has its id and trace in every log line of its own work, and in no other log line', async () => {
    const lines: string[] = [];
    const logger = createLogger('info', 'test', { write: (line) => void lines.push(line) });
    const project = 'mayfly-prod';
    let made = 0;
    const app = createApp({
      logger,
      project,
      monotonic: () => 0,
      newRequestId: () => `r${(made += 1)}`,
    });
    app.get('/deep/:name', async (c) => {
      await Promise.resolve();
      logger.error({ key_id: c.req.param('name') }, 'data key is damaged');
      return c.text('');
    });
    const send = (name: string, digit: string) =>
      app.request(`/deep/${name}`, {
        headers: { 'x-cloud-trace-context': `${digit.repeat(32)}/1` },
      });
    await Promise.all([send('one', 'a'), send('two', 'b')]);
    logger.info('outside');
    const logged = lines.map((line) => JSON.parse(line) as { [field: string]: unknown });
    const traceOf = (line: { [field: string]: unknown }) => line['logging.googleapis.com/trace'];
    const deep = logged.filter(({ message }) => message === 'data key is damaged');
    expect(deep.map((line) => [line['key_id'], line['request_id'], traceOf(line)])).toEqual([
      ['one', 'r1', `projects/${project}/traces/${'a'.repeat(32)}`],
      ['two', 'r2', `projects/${project}/traces/${'b'.repeat(32)}`],
    ]);
    const outside = logged.find(({ message }) => message === 'outside') ?? {};
    expect(outside).not.toHaveProperty('request_id');
  });

  test('with an unknown route or an unknown method is logged without their texts', async () => {
    const { app, lines, logged } = createLoggedApp();
    await app.request(`/v1/${planted}`);
    await app.request(`/v1/${planted}`, { method: 'PROPFIND' });
    await app.request('/v1/things', { method: planted });
    expect(logged().map(({ method, route, problem }) => [method, route, problem])).toEqual([
      ['GET', 'unmatched', 'route-unknown'],
      ['other', 'unmatched', 'route-unknown'],
      ['other', 'unmatched', 'method-not-allowed'],
    ]);
    expect(lines.join('')).not.toContain(planted);
  });

  test.each([
    planted,
    `${trace}${trace}/1`,
    `${trace.toUpperCase()}/1`,
    `${trace.slice(1)}/1`,
    ` ${planted}/${trace}`,
  ])('with the malformed trace «%s» is logged without a trace', async (header) => {
    const { app, lines, logged } = createLoggedApp();
    await app.request('/health', { headers: { 'x-cloud-trace-context': header } });
    expect(logged()[0]).not.toHaveProperty(['logging.googleapis.com/trace']);
    expect(lines.join('')).not.toContain(planted);
  });
});

test('a request that used plain HTTP on any part of its way is refused before any work; only a request for `/health` is answered', async () => {
  const { app, logged } = createLoggedApp();
  const headers = { 'x-forwarded-proto': 'https,http' };
  const response = await app.request('/v1/things/1', { headers });
  expect([response.status, response.headers.get('strict-transport-security')]).toEqual([
    403,
    expect.stringContaining('max-age='),
  ]);
  expect(logged()).toEqual([expect.objectContaining({ problem: 'https-required' })]);
  expect((await app.request('/health', { headers })).status).toBe(200);
});
