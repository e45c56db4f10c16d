import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { arbitraryBytes } from './arbitrary-bytes.ts';
import { findCanary } from './canary.ts';
import { exchangeBytes, type RawAnswer, readAnswers } from './exchange-bytes.ts';

const seed = 8_841;
const exchanges = 400;
const together = 8;
/** How many milliseconds the test waits for the process to close a connection by itself. */
const closesMs = 10_000;
/**
 * Node itself answers with these statuses to bytes that are not HTTP. Such bytes never reach
 * Mayfly's code.
 */
const bare = new Set([400, 408, 413, 417, 431]);
const stack = useStack('demo-raw-bytes');
let running: FunctionProcess;
let key: string;

beforeAll(async () => {
  key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
  running = await startFunction(stack(), 'customers', { env: { LOG_LEVEL: 'trace' } });
});

afterAll(() => running.stop());

function checkAnswer({ status, headers, body }: RawAnswer): string[] {
  if (status === 100) return [];
  const told = [...headers].flat().join('\n') + (status < 400 ? '' : body);
  const wrong = findCanary(told) === undefined ? [] : ['repeats what was sent'];
  if (status >= 500) wrong.push(`status ${status}`);
  if (body === '' && bare.has(status) && !headers.has('x-request-id')) return wrong;
  if (headers.get('x-content-type-options') !== 'nosniff') wrong.push('no secure headers');
  if (status >= 400 && headers.get('content-type') !== 'application/problem+json')
    wrong.push('the content type is not that of a problem');
  return wrong;
}

/** Lists the faults in the answers, together with the sent bytes. */
async function findWrong(bytes: string, cut: number, statuses: Set<number>): Promise<string[]> {
  const received = await exchangeBytes(running.url, bytes, cut);
  let answers: RawAnswer[];
  try {
    answers = readAnswers(received);
  } catch (error) {
    return [`${String(error)}\n${JSON.stringify(bytes)}`];
  }
  for (const { status } of answers) statuses.add(status);
  const wrong = answers.flatMap(checkAnswer);
  return wrong.length === 0 ? [] : [`${wrong.join(', ')}\n${JSON.stringify(bytes)}\n${received}`];
}

test(`${exchanges} byte sequences, most of them invalid HTTP, cause no answer with a status of 500 or more; no header and no error answer repeats sent text`, async () => {
  const path = '/v1/customers';
  const plan = fc.tuple(arbitraryBytes(path, `Bearer ${key}`), fc.nat());
  const plans = fc.sample(plan, { seed, numRuns: exchanges });
  const statuses = new Set<number>();
  for (let at = 0; at < plans.length; at += together) {
    const wrong = await Promise.all(
      plans
        .slice(at, at + together)
        .map(([bytes, cut]) => findWrong(bytes, cut % (bytes.length + 1), statuses)),
    );
    expect(wrong.flat().join('\n\n')).toBe('');
  }
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404, 413, 422]));
});

describe('an ambiguous request is refused, and the next request on the connection gets no answer', () => {
  const head = (...headers: string[]) =>
    [`POST /v1/customers HTTP/1.1`, 'Host: localhost', 'Content-Type: application/json', ...headers]
      .concat(`Authorization: Bearer ${key}`, '', '')
      .join('\r\n');
  const next = () =>
    `GET /v1/customers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`;

  test.each([
    ['a length and chunks', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
    ['two lengths', ['Content-Length: 2', 'Content-Length: 0'], '{}'],
    [
      'chunked, but not as the last encoding',
      ['Transfer-Encoding: chunked, identity'],
      '0\r\n\r\n',
    ],
    ['a space before a colon', ['Content-Length : 2'], '{}'],
  ])('%s', async (_, headers, body) => {
    const bytes = head(...headers) + body + next();
    const answers = readAnswers(await exchangeBytes(running.url, bytes, bytes.length, closesMs));
    expect(answers.map(({ status }) => status)).toEqual([400]);
  });
});

test('all pipelined requests are answered, in their order', async () => {
  const paths = ['/health', '/v1/customers?limit=1', '/v1/nothing', '/health'];
  const get = (path: string, at: number) =>
    [
      `GET ${path} HTTP/1.1`,
      'Host: x',
      `Authorization: Bearer ${key}`,
      `Connection: ${at === paths.length - 1 ? 'close' : 'keep-alive'}`,
      '',
      '',
    ].join('\r\n');
  const bytes = paths.map(get).join('');
  const answers = readAnswers(await exchangeBytes(running.url, bytes, 40, closesMs));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 200]);
});

test('after all these bytes the process still answers, and its output contains no sent text', async () => {
  expect((await fetch(`${running.url}/health`)).status).toBe(200);
  const written = running.output();
  expect(written).toContain('"message":"request"');
  expect(findCanary(written)).toBeUndefined();
  expect(written).not.toContain(key.slice(-64));
  expect(written).not.toContain('"severity":"ERROR"');
  // The output contains only log lines, and one line of the framework with the port.
  const lines = written.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
  expect(lines.filter((line) => !/^listening on \d+$/.test(line))).toEqual([]);
});
