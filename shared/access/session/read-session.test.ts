import { CompactEncrypt, CompactSign } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '#shared/base/problems/problem.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { allTenants } from '#shared/store/store.ts';
import { KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import { signJws } from '#shared/vault/sign-jws.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { pin, sessionSigner } from '#shared/wiring/testing/session-signer.ts';
import { keepPendingSignIn, readPendingSignIn } from './pending-sign-in.ts';
import { type CookieKind, sealCookie } from './seal-cookie.ts';
import { sessionType } from './session-claims.ts';
import { createSessionFixture, sendBack } from './testing/create-session-fixture.ts';

const minute = 60 * microsPerSecond;
const hour = 60 * minute;
const midnight = Date.UTC(2026, 0, 16) * 1_000;

let fixture: ReturnType<typeof createSessionFixture>;
let server: ReturnType<typeof fixture.newProcess>;

beforeEach(() => {
  fixture = createSessionFixture();
  server = fixture.newProcess();
});

type Reader = Pick<typeof server, 'read'>;

async function codeOf(cookie: string, reader: Reader = server): Promise<string> {
  try {
    return (await reader.read(cookie)) === undefined ? 'none' : 'on';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

async function idOf(cookie: string): Promise<string> {
  return (await server.read(cookie))?.identity.sessionId ?? '';
}

test('every process can read from a session’s cookie which person has signed in', async () => {
  const setCookie = await server.begin();
  for (const process of [server, fixture.newProcess()])
    expect(await process.read(sendBack(setCookie))).toEqual({
      identity: {
        email: 'anna@example.org',
        issuer: 'https://id.example.org',
        sessionId: expect.stringMatching(/^[0-9a-f]{32}$/),
        expiresAt: fixture.clock.now + 15 * minute,
      },
      begunAt: fixture.clock.now,
      issuedAt: fixture.clock.now,
    });
});

test('the cookie of a session is HttpOnly, Secure and SameSite=Strict, and ends after 15 minutes', async () => {
  expect(await server.begin()).toMatch(
    /^__session=[\w-]+\.\.[\w.-]+; Path=\/; Max-Age=900; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test('neither the cookie nor the stored documents reveal the person', async () => {
  const setCookie = await server.begin();
  await server.endAll();
  const queries = ['sessions', 'session_endings', 'session_keys'].map((collection) =>
    fixture.store.query({ collection, tenant: allTenants, where: [], orderBy: [], limit: 10 }),
  );
  const stored = (await Promise.all(queries)).flat();
  expect(stored).toHaveLength(3);
  const bytes = stored.map(({ data }) => Buffer.from((data['wrapped'] as Uint8Array) ?? []));
  const parts = setCookie.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  const all = [JSON.stringify(stored), ...bytes.map(String), setCookie, ...parts].join('\n');
  expect(all).not.toMatch(/anna|example/);
});

test('a request has no session if it has no session cookie, or two of them', async () => {
  const [name, value] = sendBack(await server.begin()).split('; ');
  for (const header of [undefined, '', name, '__session=', `${value}; ${value}`, `x${value}`])
    expect(await server.read(header)).toBeUndefined();
  expect(await server.read(`${value}; __session2=1`)).toBeDefined();
});

describe('a session is refused for', () => {
  test('a cookie that was changed in any part', async () => {
    const cookie = sendBack(await server.begin());
    const [prefix = '', value = ''] = cookie.split('__session=');
    const parts = value.split('.');
    for (const [index, part] of parts.entries()) {
      const middle = Math.floor(part.length / 2);
      const changed = `${part.slice(0, middle)}${part[middle] === 'A' ? 'B' : 'A'}${part.slice(middle + 1)}`;
      const forged = `${prefix}__session=${parts.with(index, changed).join('.')}`;
      expect([index, await codeOf(forged)]).toEqual([index, 'session-ended']);
    }
    for (const text of ['x', '....', 'a.b.c', '{}', 'a'.repeat(3_000)])
      expect(await codeOf(`__session=${text}`)).toBe('session-ended');
  });

  test('a cookie that is encrypted with another key, whichever key id its header names', async () => {
    const id = await idOf(sendBack(await server.begin()));
    const now = fixture.clock.now;
    const claims = { id, email: 'eve@example.org', issuer: 'x', begun_at: now, issued_at: now };
    for (const kid of ['2026-01-15', '2026-01-14', 'nobody']) {
      const forged = await new CompactEncrypt(
        Buffer.from(JSON.stringify({ ...claims, expires_at: now + hour })),
      )
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, typ: 'session' })
        .encrypt(new Uint8Array(32));
      expect(await codeOf(`__session=${forged}`)).toBe('session-ended');
    }
  });

  test('the cookie of a pending sign-in; this cookie is valid for ten minutes, and the cookie of a session contains no pending sign-in', async () => {
    const pending = { issuer: 'x', state: 's', nonce: 'n', verifier: 'v', return_to: '/' };
    const setCookie = await keepPendingSignIn(server.keys, pending, fixture.clock.now);
    expect(setCookie).toContain('; Max-Age=600; HttpOnly; Secure; SameSite=Lax');
    expect(await codeOf(sendBack(setCookie))).toBe('session-ended');
    const read = (cookie: string) => readPendingSignIn(server.keys, cookie, fixture.clock.now);
    expect(await read(sendBack(await server.begin()))).toBeUndefined();
    expect(await read(sendBack(setCookie))).toEqual(pending);
    fixture.clock.now += 10 * minute - 1;
    expect(await read(sendBack(setCookie))).toEqual(pending);
    fixture.clock.now += 1;
    expect(await read(sendBack(setCookie))).toBeUndefined();
  });

  test('any text that a pinned key has not signed as a session', async () => {
    const now = fixture.clock.now;
    const id = await idOf(sendBack(await server.begin()));
    const times = { begun_at: now, issued_at: now, expires_at: now + minute };
    const claims = { id, email: 'eve@example.org', issuer: 'x', ...times };
    const sealedAs = async (kind: CookieKind, text: string) =>
      codeOf(`__session=${await sealCookie(server.keys, kind, text)}`);
    const genuine = await signJws(sessionSigner, sessionType, claims);
    expect(await sealedAs('session', genuine)).toBe('on');
    expect(await sealedAs('sign-in', genuine)).toBe('session-ended');
    const [header = '', payload = '', signature = ''] = genuine.split('.');
    const withHeader = (changes: object) => {
      const parsed = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
      return Buffer.from(JSON.stringify({ ...parsed, ...changes })).toString('base64url');
    };
    const byPublicKey = async (key: string) =>
      new CompactSign(Buffer.from(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'HS256', typ: sessionType, kid: sessionSigner.keyId })
        .sign(Buffer.from(key));
    const later = { ...claims, expires_at: now + hour };
    const forged = {
      'not signed': JSON.stringify(claims),
      'no algorithm': `${withHeader({ alg: 'none' })}.${payload}.`,
      'no signature': `${header}.${payload}.`,
      'the public key as a secret': await byPublicKey(sessionSigner.publicKey),
      'other claims': `${header}.${Buffer.from(JSON.stringify(later)).toString('base64url')}.${signature}`,
      'another key under the same name': await signJws(
        createFakeSigner('session_signing/1'),
        sessionType,
        claims,
      ),
      'a key that is not pinned': await signJws(
        createFakeSigner('session_signing/2'),
        sessionType,
        claims,
      ),
      'a text that was signed as another type': await signJws(
        sessionSigner,
        'mayfly-log-seal+jws',
        claims,
      ),
      'claims that are not those of a session': await signJws(sessionSigner, sessionType, { id }),
    };
    for (const [what, text] of Object.entries(forged))
      expect([what, await sealedAs('session', text)]).toEqual([what, 'session-ended']);
  });

  test('a person who was idle for exactly 15 minutes', async () => {
    const cookie = sendBack(await server.begin());
    fixture.clock.now += 15 * minute - 1;
    expect(await codeOf(cookie)).toBe('on');
    fixture.clock.now += 1;
    expect(await codeOf(cookie)).toBe('session-ended');
  });

  test('every person exactly 12 hours after the sign-in, even if they were never idle', async () => {
    const end = fixture.clock.now + 12 * hour;
    let setCookie = await server.begin();
    while (fixture.clock.now + 10 * minute < end) {
      fixture.clock.now += 10 * minute;
      setCookie = (await server.extend(sendBack(setCookie)))?.setCookie ?? '';
    }
    expect(setCookie).toContain('Max-Age=600;');
    fixture.clock.now = end - 1;
    const last = await server.extend(sendBack(setCookie));
    expect(last?.expiresAt).toBe(end);
    fixture.clock.now = end;
    expect(await codeOf(sendBack(setCookie))).toBe('session-ended');
    expect(await codeOf(sendBack(last?.setCookie))).toBe('session-ended');
  });

  test('a cookie with a time in the future, after the clock was set back', async () => {
    const cookie = sendBack(await server.begin());
    fixture.clock.now -= hour;
    expect(await codeOf(cookie)).toBe('session-ended');
  });
});

test('a session is extended when its cookie is five minutes old, and before that no new cookie is signed', async () => {
  const first = await server.begin();
  fixture.clock.now += 5 * minute - 1;
  const calls = sessionSigner.calls();
  const early = await server.extend(sendBack(first));
  expect(early).toEqual({ expiresAt: fixture.clock.now + 10 * minute + 1, setCookie: undefined });
  expect(sessionSigner.calls()).toBe(calls);
  fixture.clock.now += 1;
  const { setCookie, expiresAt } = (await fixture.newProcess().extend(sendBack(first))) ?? {};
  expect(setCookie).toMatch(/^__session=.*; Max-Age=900; .*SameSite=Strict$/);
  expect(expiresAt).toBe(fixture.clock.now + 15 * minute);
  fixture.clock.now += 14 * minute;
  expect(await codeOf(sendBack(first))).toBe('session-ended');
  expect(await idOf(sendBack(setCookie))).toHaveLength(32);
});

test('while the signing key changes, a session is valid if the old or the new version has signed it', async () => {
  const next = createFakeSigner('session_signing/2');
  const pins = { SESSION_PUBLIC_KEYS: pin(sessionSigner, next) };
  fixture = createSessionFixture({ pins });
  const before = sendBack(await fixture.newProcess().begin());
  const after = sendBack(await fixture.newProcess(next).begin());
  for (const cookie of [before, after])
    expect(await codeOf(cookie, fixture.newProcess())).toBe('on');
  const extended = await fixture.newProcess(next).extend(before);
  expect(extended?.expiresAt).toBe(fixture.clock.now + 15 * minute);
});

describe('ending a session', () => {
  test('takes effect in every process within 5 s', async () => {
    const cookie = sendBack(await server.begin());
    const other = fixture.newProcess();
    for (const process of [server, other]) expect(await codeOf(cookie, process)).toBe('on');
    await server.end(await idOf(cookie));
    fixture.clock.now += 5 * microsPerSecond;
    for (const process of [server, other])
      expect(await codeOf(cookie, process)).toBe('session-ended');
    expect(await codeOf(cookie, fixture.newProcess())).toBe('session-ended');
  });

  test('does not end another session, and can be repeated', async () => {
    const [one, two] = [sendBack(await server.begin()), sendBack(await server.begin())];
    const id = await idOf(one);
    await Promise.all([server.end(id), server.end(id), fixture.newProcess().end(id)]);
    await server.end('nobody');
    expect(await codeOf(one, fixture.newProcess())).toBe('session-ended');
    expect(await codeOf(two, fixture.newProcess())).toBe('on');
  });

  test('cannot be undone by a simultaneous extension of the cookie', async () => {
    const cookie = sendBack(await server.begin());
    const id = await idOf(cookie);
    fixture.clock.now += 5 * minute;
    await server.read(cookie);
    await fixture.newProcess().end(id);
    const { setCookie } = (await server.extend(cookie)) ?? {};
    expect(setCookie).toBeDefined();
    fixture.clock.now += 5 * microsPerSecond;
    expect(await codeOf(sendBack(setCookie))).toBe('session-ended');
  });

  test('on all devices ends all sessions that the person has begun today or yesterday, and no session of another person', async () => {
    fixture.clock.now = Date.UTC(2026, 0, 15, 23, 55) * 1_000;
    const yesterday = sendBack(await server.begin());
    const other = sendBack(await server.begin('bert@example.org'));
    fixture.clock.now += 10 * minute;
    const today = sendBack(await fixture.newProcess().begin());
    await fixture.newProcess().endAll();
    fixture.clock.now += microsPerSecond;
    const later = sendBack(await server.begin());
    const codes = [yesterday, today, other, later].map((cookie) =>
      codeOf(cookie, fixture.newProcess()),
    );
    expect(await Promise.all(codes)).toEqual(['session-ended', 'session-ended', 'on', 'on']);
  });

  test('on all devices also ends the sessions of a day that ends meanwhile', async () => {
    fixture.clock.now = midnight - minute;
    const cookie = sendBack(await server.begin());
    fixture.clock.now = midnight - 1_500;
    let elapsed = 0;
    await fixture.newProcess(sessionSigner, () => (elapsed += 1_000)).endAll();
    fixture.clock.now = midnight + minute;
    expect(await codeOf(cookie)).toBe('session-ended');
  });

  test.each([
    ['at noon', midnight - 12 * hour],
    ['before midnight', midnight - 5 * microsPerSecond],
    ['after midnight', midnight + 5 * microsPerSecond],
  ])('on all devices works even if the clocks of processes differ, %s', async (_, start) => {
    fixture.clock.now = start;
    const [fast, slow] = [8, -8].map((seconds) =>
      fixture.newProcess(sessionSigner, () => seconds * microsPerSecond),
    );
    // If a day has no key, `server` now caches this for 5 s. Then `fast` makes the key of its day.
    await server.endAll();
    const first = sendBack(await fast?.begin());
    await server.endAll();
    expect(await codeOf(first)).toBe('session-ended');
    await fast?.endAll();
    await slow?.endAll();
    expect(await codeOf(first, fixture.newProcess())).toBe('session-ended');
    const again = sendBack(await slow?.begin());
    expect(await codeOf(again, fixture.newProcess())).toBe('on');
  });

  test('on all devices can be requested several times simultaneously', async () => {
    const cookie = sendBack(await server.begin());
    await Promise.all(Array.from({ length: 5 }, () => fixture.newProcess().endAll()));
    expect(await codeOf(cookie)).toBe('session-ended');
  });
});

describe('the cost of a request is', () => {
  test('one read every 5 s, if the keys of the day are cached', async () => {
    const cookie = sendBack(await server.begin());
    fixture.takeCalls();
    await Promise.all([server.read(cookie), server.read(cookie)]);
    fixture.clock.now += 5 * microsPerSecond - 1;
    await server.read(cookie);
    expect(fixture.takeCalls()).toEqual({ getAll: 1 });
    fixture.clock.now += 1;
    await server.read(cookie);
    expect(fixture.takeCalls()).toEqual({ getAll: 1 });
    expect(fixture.wrapper.calls).toEqual({ wrap: 1, unwrap: 0 });
  });

  test('no read for a cookie with an invented key id', async () => {
    for (const kid of ['nobody', '2025-12-24', '__proto__', '2026-01-99']) {
      const header = { alg: 'dir', enc: 'A256GCM', kid, typ: 'session' };
      const forged = Buffer.from(JSON.stringify(header)).toString('base64url');
      expect(
        await codeOf(`__session=${forged}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`),
      ).toBe('session-ended');
    }
    expect(fixture.takeCalls()).toEqual({});
  });
});

test('while the key service is down, a process with the cached key accepts sessions, and other processes report the outage', async () => {
  const cookie = sendBack(await server.begin());
  fixture.wrapper.state = 'unavailable';
  expect(await codeOf(cookie)).toBe('on');
  await expect(fixture.newProcess().read(cookie)).rejects.toBeInstanceOf(KeyServiceUnavailable);
});

test('sessions, marks of ended sessions and daily keys are stored in documents that expire', () => {
  const declared = collections.filter(({ id }) => id.startsWith('session'));
  expect(declared.map(({ id, expiry }) => [id, expiry.by])).toEqual([
    ['sessions', 'ttl'],
    ['session_endings', 'ttl'],
    ['session_keys', 'ttl'],
  ]);
});
