import { createHmac } from 'node:crypto';
import { UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTokenIssuer } from '../../infra/emulators/scheduler/token-issuer.ts';
import { type Answer, send } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { createInstance, createTenant } from '../harness/instance.ts';
import { type Scheduler, schedulerClaims, startScheduler } from '../harness/scheduler.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';

const stack = useStack('demo-purge-token');
const long = { expiresInSeconds: 300 };
const tenYears = { expiresInSeconds: 315_360_000 };
let scheduler: Scheduler;
let purge: FunctionProcess;
let apiKey: string;

beforeAll(async () => {
  scheduler = await startScheduler(stack());
  purge = await startFunction(stack(), 'purge', { env: scheduler.env });
  const clock = createTestClock(Date.now() * 1_000 - 30 * 86_400e6);
  const tenant = await createTenant(createInstance(stack(), clock), clock.now, 'acme');
  apiKey = tenant.key;
  const message = { conversation_id: 'c1', author: 'bot', text: 'längst vorbei' };
  await tenant.chat('POST', '/v1/chat-messages', message);
});

function callPurge(token: string | undefined): Promise<Answer> {
  const headers: { [name: string]: string } = token ? { authorization: `Bearer ${token}` } : {};
  return send(purge, '/tasks/purge', { method: 'POST', headers });
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function payload(): { readonly [claim: string]: unknown } {
  const now = Math.floor(Date.now() / 1_000);
  return { ...schedulerClaims, iss: scheduler.issuer, iat: now, exp: now + 300 };
}

/** Makes a token, and signs it with the public key as if this key were a shared secret. */
function signWithPublicKey(): string {
  const [key] = scheduler.tokens.jwks().keys;
  const text = `${base64url({ alg: 'HS256', kid: key?.kid })}.${base64url(payload())}`;
  const signature = createHmac('sha256', key?.['n'] ?? '')
    .update(text)
    .digest('base64url');
  return `${text}.${signature}`;
}

/** Signs a token, and then changes its claims. */
async function tamper(): Promise<string> {
  const token = await scheduler.tokens.sign(
    { ...schedulerClaims, email: 'other@example.org' },
    long,
  );
  const [head, , signature] = token.split('.');
  return `${head}.${base64url(payload())}.${signature}`;
}

async function signByStranger(): Promise<string> {
  const stranger = await createTokenIssuer({ issuer: () => scheduler.issuer });
  return stranger.sign(schedulerClaims, long);
}

const changed = (claims: object, lifetime: { expiresInSeconds: number; now?: number } = long) =>
  scheduler.tokens.sign({ ...schedulerClaims, ...claims }, lifetime);

const refused: readonly (readonly [string, () => Promise<string | undefined> | string, string])[] =
  [
    ['no token', async () => undefined, 'credential-missing'],
    ['an API key', () => apiKey, 'token-invalid'],
    ['a text that is not a token', () => 'x.y.z', 'token-invalid'],
    ['two words', () => 'x y', 'credential-malformed'],
    ['a signature with another key', signByStranger, 'token-invalid'],
    ['claims that were changed after the signature', tamper, 'token-invalid'],
    ['no signature (alg none)', () => new UnsecuredJWT(payload()).encode(), 'token-invalid'],
    ['the public key used as a secret (alg HS256)', signWithPublicKey, 'token-invalid'],
    ['another audience', () => changed({ aud: 'https://erase.example.org' }), 'token-invalid'],
    ['another issuer', () => changedIssuer(), 'token-invalid'],
    [
      'an expired token',
      () => changed({}, { expiresInSeconds: 60, now: Date.now() - 120_000 }),
      'token-invalid',
    ],
    ['a token that lives for ten years', () => changed({}, tenYears), 'token-invalid'],
    [
      'another service account',
      () => changed({ email: 'chat@demo-mayfly.iam.gserviceaccount.com' }),
      'token-invalid',
    ],
    ['no email', () => changed({ email: undefined }), 'token-invalid'],
    ['an email that is not verified', () => changed({ email_verified: false }), 'token-invalid'],
    [
      'an email whose verification is the text “true”',
      () => changed({ email_verified: 'true' }),
      'token-invalid',
    ],
  ];

async function changedIssuer(): Promise<string> {
  const other = await createTokenIssuer({ issuer: () => 'https://accounts.example.org' });
  return other.sign(schedulerClaims, long);
}

describe('a purge is refused and deletes nothing with', () => {
  test.each(refused)('%s', async (_, token, code) => {
    const before = await stack().readState();
    const answer = await callPurge(await token());
    expect([answer.status, answer.body.code]).toEqual([401, code]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await stack().readState()).toEqual(before);
    expect(storedIn(before, 'chat_messages')).toHaveLength(1);
  });

  test('a valid token, but another method or a parameter', async () => {
    const headers = { authorization: `Bearer ${await scheduler.token()}` };
    const get = await send(purge, '/tasks/purge', { headers });
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    const extra = await send(purge, '/tasks/purge?all=1', { method: 'POST', headers });
    expect([extra.status, extra.body.code]).toEqual([400, 'query-invalid']);
    expect(storedIn(await stack().readState(), 'chat_messages')).toHaveLength(1);
  });
});

test('a purge with a token of Cloud Scheduler deletes the expired documents, and logs an error because they were long overdue', async () => {
  const { status, body } = await callPurge(await scheduler.token());
  expect([status, body]).toMatchObject([200, { complete: true, deleted: 2, keys_destroyed: 1 }]);
  const left = new Set((await stack().readState()).map(({ collection }) => collection));
  // The purge also stores its last report, and the stamps that show whether a database was
  // restored.
  const noted = new Set(['expected_stamps', 'record_stamps', 'sweep_reports']);
  const kept = [...left].filter((collection) => !noted.has(collection));
  expect(kept.toSorted()).toEqual(['api_key_uses', 'api_keys', 'tenant_profiles']);
  const late = () =>
    purge
      .output()
      .split('\n')
      .filter((line) => line.includes('purge is late'));
  // The process writes this line to a pipe. So the line may arrive after the answer.
  await expect.poll(late).toHaveLength(1);
  expect(late()[0]).toContain('"severity":"ERROR"');
});
