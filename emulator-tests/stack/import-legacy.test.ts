import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { legacyBytes, legacyLines } from '#shared/sweeps/testing/legacy-lines.ts';
import { root } from '../../infra/build/functions.ts';
import { call } from './call-stack.ts';
import { type RunningStack, startStack, stopStack } from './run-stack.ts';

const tenant = 'blumenhaus';
let stack: RunningStack;
let good: readonly string[];

type Ended = { readonly code: number; readonly lines: string[] };

/** Runs a command of Mayfly as npm does, with the token of the stack's operator. */
function run(command: string, args: readonly string[], input = ''): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const { operator_token } = stack.description;
  const child = execFile(
    process.execPath,
    [`${root}infra/${command}/main.ts`, ...args],
    { env: { ...process.env, MAYFLY_OPERATOR_TOKEN: operator_token } },
    (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, lines: `${stdout}${stderr}`.trim().split('\n') }),
  );
  child.stdin?.end(input);
  return promise;
}

const runWith = (args: readonly string[], input = '') => run('import-legacy', args, input);

/** Runs the import command for the test's tenant. */
const importing = (...args: string[]) =>
  runWith([...args, '--url', stack.description.base_url, '--tenant', tenant]);

function fileOf(name: string, lines: readonly (string | Uint8Array)[]): string {
  const file = join(stack.localDir, name);
  writeFileSync(file, Buffer.concat(lines.map((line) => Buffer.concat([asBytes(line), newline]))));
  return file;
}

const newline = Buffer.from('\n');
const asBytes = (line: string | Uint8Array) =>
  typeof line === 'string' ? Buffer.from(line) : line;

const operator = () => ({ authorization: `Bearer ${stack.description.operator_token}` });

async function listed(path: string): Promise<unknown[]> {
  return (await call(stack, 'GET', `/v1/${path}`)).body.items;
}

/**
 * Creates a pool and a raffle. Returns valid lines of every category; some belong to the pool or
 * the raffle.
 */
async function createLines(name: string): Promise<string[]> {
  const pool = { name, kind: 'code', policy: 'unrestricted' };
  const { body: made } = await call(stack, 'POST', '/v1/coupon-pools', pool);
  const { body: raffle } = await call(stack, 'POST', '/v1/raffles', { name, policy: 'once' });
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  return legacyLines({ daysAgo, poolId: made.id, raffleId: raffle.id });
}

beforeAll(async () => {
  stack = await startStack();
  good = await createLines('Herbst');
});

afterAll(async () => {
  await stopStack(stack);
});

test('the command stores a legacy key, but does not print the key', async () => {
  const hex = legacyBytes.toString('hex');
  const about = ['--url', stack.description.base_url, '--tenant', tenant];
  const { code, lines } = await runWith(['--add-key', 'alt', ...about], `${hex}\n`);
  expect([code, lines]).toEqual([0, ['The key alt is wrapped and stored.']]);
});

test('the command imports lines of all twelve categories, and reports its progress and the line numbers of rejected lines', async () => {
  const expired = {
    category: 'runtime_log',
    id: 'old',
    created_at: '2020-01-01T00:00:00Z',
    level: 'info',
    event: 'a.b',
  };
  const separated = { ...JSON.parse(good[1] ?? '{}'), id: 'n-2', text_aes: undefined };
  const file = fileOf('first.jsonl', [
    ...good,
    '',
    '{"category":"customers"',
    Buffer.from('{"category":"customers","id":"M\xfcller"}', 'latin1'),
    JSON.stringify(expired),
    `{"id":"${'x'.repeat(2 * 1024 * 1024)}"}`,
    JSON.stringify({ ...separated, text: 'eins\u2028zwei' }),
  ]);
  const { code, lines } = await importing(file, '--key', 'alt');
  expect([code, lines]).toEqual([
    1,
    [
      'line 15: one JSON object',
      'line 16: text in UTF-8',
      'line 18: at most 2 MiB',
      expect.stringMatching(/^\d+ %: 18 lines, 14 imported, .* 1 expired, 3 rejected/),
      expect.stringMatching(/^Done in .*: 18 lines, 14 imported, 0 kept, 0 present, 1 expired, 3 /),
    ],
  ]);
  for (const { path, id } of categories)
    expect([id, (await listed(path)).length > 0]).toEqual([id, true]);
  expect(JSON.stringify(await listed('nlu-messages'))).toContain('eins\u2028zwei');
});

test('importing the same lines again, all of them or only from a later line on, changes nothing', async () => {
  const file = fileOf('again.jsonl', good);
  const before = await listed('customers');
  for (const [from, present] of [
    ['1', 13],
    ['10', 4],
  ] as const) {
    const { code, lines } = await importing(file, '--key', 'alt', '--from', from);
    expect([code, lines]).toEqual([
      0,
      [
        expect.stringMatching(/^100 %: .* 0 rejected$/),
        expect.stringContaining(`: ${present} lines, 0 imported, 0 kept, ${present} present`),
      ],
    ]);
  }
  expect(await listed('customers')).toEqual(before);
});

test('an import can keep the old ciphertexts of lines; later the sweep rekey turns these lines into records, and a signed report counts the lines that are not records yet', async () => {
  const renamed = (await createLines('Winter')).map((line) => {
    const { email_aes: _email, ...fields } = JSON.parse(line);
    return JSON.stringify({ ...fields, id: `w-${fields.id}` });
  });
  const kept = renamed.filter((line) => /"(?:nlu_messages|variables)"/.test(line));
  const { code, lines } = await importing(
    fileOf('kept.jsonl', kept),
    '--key',
    'alt',
    '--keep-envelopes',
  );
  expect([code, lines.at(-1)]).toEqual([0, expect.stringContaining('2 lines, 0 imported, 2 kept')]);
  const report = async () => JSON.parse((await importing('--report')).lines.join('\n'));
  expect(await report()).toMatchObject({ tenant, legacy_records: 2, legacy_keys: 1 });
  const before = (await listed('nlu-messages')).length;

  const { body } = await call(stack, 'POST', '/_local/scheduler/rekey/run');
  expect(body).toMatchObject({
    status: 200,
    body: { complete: true, migrated: 2, legacy_left: 0 },
  });
  expect((await listed('nlu-messages')).length).toBe(before + 1);
  const last = await report();
  expect(last).toMatchObject({ tenant, legacy_records: 0, legacy_keys: 1 });
  const published = await fetch(`${stack.description.base_url}/.well-known/mayfly-keys.json`);
  const keys = fileOf('keys.json', [await published.text()]);
  const jws = fileOf('report.jws', [last.report]);
  const verified = await run('receipts', [jws, '--keys', keys]);
  expect([verified.code, verified.lines.join(' ')]).toEqual([0, expect.stringContaining(tenant)]);
});

test('an import with an ended key is refused, and the message states at which line to continue', async () => {
  const { code, lines } = await importing('--end-key', 'alt');
  expect([code, lines]).toEqual([
    0,
    ['The key alt is ended. It is deleted when all waiting lines of the tenant are migrated.'],
  ]);
  const refused = await importing(fileOf('late.jsonl', good), '--key', 'alt');
  expect([refused.code, refused.lines.join(' ')]).toEqual([
    1,
    expect.stringMatching(/^Stopped before line 1: 400 query-invalid .*Continue with --from 1\.$/),
  ]);
});

test('adding a key, reporting and importing are refused for a tenant that does not exist', async () => {
  const about = ['--url', stack.description.base_url, '--tenant', 'blumenhauss'];
  const name = fileOf('other.jsonl', good);
  for (const [args, told] of [
    [['--add-key', 'alt', ...about], /^Failed: 422 validation-failed .*a tenant that exists/],
    [['--report', ...about], /^Failed: 404 record-not-found/],
    [[name, ...about], /^Stopped before line 1: 400 query-invalid .*a tenant that exists/],
  ] as const) {
    const { code, lines } = await runWith(args, legacyBytes.toString('hex'));
    expect([code, lines.join(' ')]).toEqual([1, expect.stringMatching(told)]);
  }
});

test.each([
  [200, {}],
  [302, { location: '/sign-in' }],
])(
  'if a server other than Mayfly answers with %i and HTML, the command fails and follows no redirect',
  async (status, headers) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(String(request.url));
      request.resume();
      response.writeHead(asked.length === 1 ? status : 200, headers).end('<!doctype html>');
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, lines } = await runWith([
      fileOf('a.jsonl', good),
      '--url',
      url,
      '--tenant',
      tenant,
    ]);
    const told = `Stopped before line 1: ${status} not-json. Continue with --from 1.`;
    expect([code, lines, asked.length]).toEqual([1, [told], 1]);
  },
);

test('only an operator may import lines, or see how many lines are not records yet', async () => {
  const body = `${good[0]}\n`;
  const send = (headers: { [name: string]: string }) =>
    fetch(`${stack.description.base_url}/v1/imports?tenant=${tenant}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
      body,
    });
  const { api_key, managers } = stack.description;
  for (const token of [api_key, managers.owner]) {
    const authorization = `Bearer ${token}`;
    expect((await send({ authorization })).status).toBe(403);
    const seen = await call(stack, 'GET', `/v1/imports/${tenant}`, undefined, { authorization });
    expect(seen.status).toBe(403);
  }
  const answer = await send(operator());
  expect([answer.status, ((await answer.json()) as { present: number }).present]).toEqual([200, 1]);
});
