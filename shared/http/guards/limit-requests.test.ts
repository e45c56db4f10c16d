import { beforeEach, describe, expect, test } from 'vitest';
import type { Guards } from '../env.ts';
import { createGuardedApp } from '../testing/create-guarded-app.ts';
import { createRequestLimits } from './limit-requests.ts';

let now = 0;
let fixture: ReturnType<typeof createGuardedApp>;

beforeEach(() => {
  now = 0;
  fixture = createFixture();
});

function createFixture(more: Omit<Guards, 'limits'> = {}) {
  const limits = createRequestLimits({ perSecond: 2, burst: 3, monotonic: () => now });
  return createGuardedApp({ guards: { limits, ...more } });
}

type Headers = { readonly [name: string]: string };

async function ask(headers: Headers) {
  const response = await fixture.app.request('/v1/work', { headers });
  const body = (await response.json()) as { readonly code?: string };
  return { status: response.status, code: body.code, wait: response.headers.get('retry-after') };
}

async function statuses(times: number, headers: Headers): Promise<number[]> {
  const answers: number[] = [];
  for (let time = 0; time < times; time += 1) answers.push((await ask(headers)).status);
  return answers;
}

describe('a credential', () => {
  test('with too many requests is refused before any work, and is accepted again later', async () => {
    const mine = { authorization: 'mine' };
    expect(await statuses(3, mine)).toEqual([200, 200, 200]);
    expect(await ask(mine)).toEqual({ status: 429, code: 'too-many-requests', wait: '1' });
    expect(fixture.worked()).toBe(3);
    now = 500;
    expect(await statuses(2, mine)).toEqual([200, 429]);
  });

  test('does not slow another credential down', async () => {
    await statuses(4, { authorization: 'mine' });
    expect(await statuses(1, { authorization: 'yours' })).toEqual([200]);
  });
});

describe('a client whose credentials fail', () => {
  const from = (authorization: string, forwarded = '198.51.100.7') => ({
    authorization,
    'x-forwarded-for': forwarded,
  });
  const guess = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, at) => ask(from(`wrong ${at}`))));

  test('must wait after 100 failing credentials, even if its next credential is valid but was not used before', async () => {
    expect(new Set((await guess(100)).map(({ status }) => status))).toEqual(new Set([401]));
    expect(await ask(from('wrong again'))).toMatchObject({ status: 429, wait: '1' });
    expect(await ask(from('right, and new'))).toMatchObject({ status: 429 });
    now = 1_000;
    expect(await ask(from('right, and new'))).toMatchObject({ status: 200 });
  });

  test('does not make other clients behind the same trusted proxy wait', async () => {
    fixture = createFixture({ trustedProxies: 1 });
    const behind = (client: string) => from('right, and new', `${client}, 198.51.100.1`);
    for (let at = 0; at < 101; at += 1) await ask(from(`wrong ${at}`, '203.0.113.7, 198.51.100.1'));
    expect(await statuses(1, behind('203.0.113.7'))).toEqual([429]);
    expect(await statuses(1, behind('203.0.113.8'))).toEqual([200]);
  });

  test('blocks neither a credential that has worked recently nor another client', async () => {
    expect(await statuses(1, from('known'))).toEqual([200]);
    await guess(101);
    expect(await statuses(1, from('known'))).toEqual([200]);
    expect(await statuses(1, from('new', '198.51.100.8'))).toEqual([200]);
  });

  test('is identified by the address that the platform added, not by addresses that the client sends', async () => {
    const lie = (at: number) => ask(from('wrong', `203.0.113.${at}, 198.51.100.7`));
    await Promise.all(Array.from({ length: 100 }, (_, at) => lie(at)));
    expect((await lie(200)).status).toBe(429);
  });

  test('is limited only by failing credentials, not by requests without a credential', async () => {
    const none = { 'x-forwarded-for': '198.51.100.7' };
    expect(new Set(await statuses(150, none))).toEqual(new Set([401]));
    expect(await statuses(1, from('new'))).toEqual([200]);
  });
});
