import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sessionSigner } from '#shared/wiring/testing/session-signer.ts';
import type { IdentityProvider } from '../../../infra/emulators/identity/identity-provider.ts';
import {
  consoleUrl,
  createSignInFixture,
  startProvider,
} from './testing/create-sign-in-fixture.ts';

const minuteMs = 60_000;
let provider: IdentityProvider;
let fixture: ReturnType<typeof createSignInFixture>;
let browser: ReturnType<typeof fixture.newBrowser>;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.stop());
beforeEach(() => {
  fixture = createSignInFixture(provider);
  browser = fixture.newBrowser();
});

async function signIn(name = 'Anna') {
  const asked = await browser.open(fixture.startPath);
  expect([asked.status, asked.text]).toEqual([200, expect.stringContaining('Who are you?')]);
  return browser.pick(asked, name);
}

function callbackOf(visited: readonly string[]): URL {
  return new URL(visited.findLast((url) => url.includes('/auth/callback')) ?? 'none:');
}

const own = { origin: consoleUrl, 'sec-fetch-site': 'same-origin', 'mayfly-csrf': '1' };
const signOut = (headers: { readonly [name: string]: string } = own, path = '/auth/sign-out') =>
  browser.open(path, { method: 'POST', headers });

describe('signing in', () => {
  test('starts on a page that lists the providers, has no scripts, and cannot be embedded by other sites', async () => {
    const page = await browser.open('/auth/sign-in?return_to=/live');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<html lang="en-GB">');
    expect(page.text).toContain('Sign in with Example &amp; Co</a>');
    const href = /<a class="button" href="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&');
    const target = new URL(href ?? '', consoleUrl);
    expect(Object.fromEntries(target.searchParams)).toEqual({
      issuer: provider.issuer,
      return_to: '/live',
    });
    expect(page.text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'; .*frame-ancestors 'none'$/,
    );
    expect(page.headers.get('cache-control')).toBe('private, no-store');
    const style = await browser.open('/auth/style.css');
    expect([style.status, style.headers.get('content-type')]).toEqual([
      200,
      'text/css; charset=utf-8',
    ]);
  });

  test('shows German pages with the console’s logo to a browser that prefers German', async () => {
    const headers = { 'accept-language': 'de-DE,de;q=0.9,en;q=0.5' };
    const page = await browser.open('/auth/sign-in', { headers });
    expect(page.text).toContain('<html lang="de">');
    expect(page.text).toContain('Anmelden mit Example &amp; Co</a>');
    expect(page.text).toContain('<svg class="mark"');
    expect(page.headers.get('vary')).toMatch(/accept-language/i);
    const failed = await browser.open('/auth/callback?code=x&state=y', { headers });
    expect([failed.status, /<h1>(.*)<\/h1>/.exec(failed.text)?.[1]]).toEqual([
      400,
      'Diese Anmeldung ist vorbei',
    ]);
  });

  test('changes the answer of `/auth/session`, which contains only `signed_in`', async () => {
    const ask = async () => {
      const { status, text } = await browser.open('/auth/session');
      return [status, JSON.parse(text)];
    };
    expect(await ask()).toEqual([200, { signed_in: false }]);
    await signIn();
    expect(await ask()).toEqual([200, { signed_in: true }]);
    await signOut();
    expect(await ask()).toEqual([200, { signed_in: false }]);
    browser.setCookie('none-of-ours');
    expect(await ask()).toEqual([200, { signed_in: false }]);
  });

  test('leads through the provider to the requested page, with a session that other functions accept', async () => {
    const page = await signIn();
    expect(page.url).toBe(`${consoleUrl}/live?day=1`);
    expect(await fixture.identityOf(browser.cookie())).toMatchObject({
      email: 'anna.muster@example.org',
      issuer: provider.issuer,
    });
  });

  test('asks the provider for a code with PKCE, state and nonce, and for no personal data except the email address', async () => {
    await browser.open(fixture.startPath);
    const asked = new URL(browser.visited[0] ?? '');
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      client_id: provider.clientId,
      redirect_uri: `${consoleUrl}/auth/callback`,
      response_type: 'code',
      scope: 'openid email',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      prompt: 'login',
    });
  });

  test('keeps the email address out of the log and of URLs, and the code and the state out of the log', async () => {
    await signIn();
    const callback = callbackOf(browser.visited).searchParams;
    for (const secret of [callback.get('code') ?? '', callback.get('state') ?? '']) {
      expect(secret).toMatch(/^[\w-]{40,}$/);
      expect(fixture.lines.join('')).not.toContain(secret);
    }
    expect([...fixture.lines, ...browser.visited].join('\n')).not.toMatch(/anna/i);
    expect(fixture.lines.join('')).toContain('"route":"/auth/callback"');
  });

  test('starts a new session each time, and ends the session that the new session replaces', async () => {
    await signIn();
    const first = browser.cookie();
    await signIn();
    const second = browser.cookie();
    const { sessionId } = (await fixture.identityOf(second)) ?? {};
    expect(sessionId).toMatch(/^[0-9a-f]{32}$/);
    await expect(fixture.identityOf(first)).rejects.toMatchObject({ code: 'session-ended' });
  });

  test('never leads to another site afterwards', async () => {
    for (const evil of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/.//evil.example/x',
      '/auth/x',
    ]) {
      const query = new URLSearchParams({ issuer: provider.issuer, return_to: evil });
      const page = await browser.pick(await browser.open(`/auth/sign-in?${query}`), 'Anna');
      expect(page.url).toBe(`${consoleUrl}/`);
    }
  });

  test('does not begin from a link on another site; such a link leads to the list of providers', async () => {
    await signIn();
    const before = browser.cookie();
    const headers = { 'sec-fetch-site': 'cross-site' };
    const page = await browser.open(fixture.startPath, { headers });
    expect([page.url, page.status]).toEqual([`${consoleUrl}${fixture.startPath}`, 200]);
    expect(page.text).toContain('Sign in with Example');
    expect(browser.cookie()).toBe(before);
  });

  test('works with a provider that returns the email address only from its userinfo endpoint', async () => {
    const other = await startProvider({ addressAtUserinfo: true });
    fixture = createSignInFixture(other);
    browser = fixture.newBrowser();
    await signIn();
    await other.stop();
    expect(await fixture.identityOf(browser.cookie())).toMatchObject({
      email: 'anna.muster@example.org',
    });
  });
});

describe('a sign-in fails with a page that gives the reason, repeats nothing of the request, and offers another try', () => {
  type Failed = Awaited<ReturnType<typeof signIn>>;

  function expectFailure(page: Failed, status: number, title: string): void {
    expect([page.status, /<h1>(.*)<\/h1>/.exec(page.text)?.[1]]).toEqual([status, title]);
    expect(page.text).toContain('<a class="button" href="/auth/sign-in">Try again</a>');
    expect(page.text).toContain('role="alert"');
    expect(page.text).not.toMatch(/anna|bert|Geheim4711/i);
    expect(page.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(fixture.lines.join('')).not.toMatch(/anna|bert|Geheim4711/i);
  }

  test('if the person cancels', async () => {
    expectFailure(await signIn('Cancel'), 403, 'Sign-in cancelled');
  });

  test('if the provider has not verified the email address', async () => {
    expectFailure(await signIn('Bert'), 403, 'Address not verified');
    await expect(fixture.identityOf(browser.cookie())).rejects.toMatchObject({
      code: 'session-ended',
    });
  });

  test('if the provider may not verify email addresses of the domain', async () => {
    fixture = createSignInFixture(provider, { issuer: { email_domains: ['example.com'] } });
    browser = fixture.newBrowser();
    expectFailure(await signIn(), 403, 'Address not verified');
  });

  test.each([
    ['was issued to another client', { azp: 'somebody-else' }],
    ['is valid for longer than a day', { seconds: 86_401 }],
  ])('if the provider’s token %s', async (_, idToken) => {
    const other = await startProvider({ idToken });
    fixture = createSignInFixture(other);
    browser = fixture.newBrowser();
    expectFailure(await signIn(), 403, 'Sign-in refused');
    await other.stop();
  });

  test('if the sign-in did not begin in this browser', async () => {
    const page = await browser.open('/auth/callback?code=Geheim4711&state=Geheim4711');
    expectFailure(page, 400, 'This sign-in is over');
    await signIn();
    const other = fixture.newBrowser();
    await other.open(fixture.startPath);
    const stolen = callbackOf(browser.visited);
    expectFailure(await other.open(stolen.href), 400, 'This sign-in is over');
  });

  test('if the sign-in takes longer than ten minutes', async () => {
    const asked = await browser.open(fixture.startPath);
    fixture.clock.offset = 10 * minuteMs;
    expectFailure(await browser.pick(asked, 'Anna'), 400, 'This sign-in is over');
  });

  test('if the provider’s answer arrives a second time; the session that began with the first answer does not end', async () => {
    await signIn();
    const session = browser.cookie();
    const again = await browser.open(callbackOf(browser.visited).href);
    expectFailure(again, 400, 'This sign-in is over');
    expect(browser.cookie()).toBe(session);
  });

  test('if another browser sends the code and the cookie again: the provider accepts a code only once', async () => {
    const asked = await browser.open(fixture.startPath);
    const pending = browser.cookie() ?? '';
    await browser.pick(asked, 'Anna');
    const thief = fixture.newBrowser();
    thief.setCookie(pending);
    const page = await thief.open(callbackOf(browser.visited).href);
    expectFailure(page, 400, 'This sign-in is over');
    expect(thief.cookie()).toBe(pending);
  });

  test.each([
    ['code', 'This sign-in is over', 400],
    ['iss', 'Sign-in refused', 403],
    ['state', 'This sign-in is over', 400],
  ])('if the parameter %s of the provider’s answer was changed', async (name, title, status) => {
    const asked = await browser.open(fixture.startPath);
    const pending = browser.cookie() ?? '';
    await browser.pick(asked, 'Anna');
    const thief = fixture.newBrowser();
    thief.setCookie(pending);
    const changed = callbackOf(browser.visited);
    changed.searchParams.set(name, 'Geheim4711');
    expectFailure(await thief.open(changed.href), status, title);
  });

  test('if the provider reports an error', async () => {
    for (const [error, title, status] of [
      ['access_denied', 'Sign-in cancelled', 403],
      ['temporarily_unavailable', 'Provider unavailable', 503],
      ['Geheim4711', 'Sign-in refused', 403],
    ] as const) {
      await browser.open(fixture.startPath);
      const state = new URL(browser.visited.at(-2) ?? '').searchParams.get('state') ?? '';
      const query = new URLSearchParams({ error, state, iss: provider.issuer });
      query.set('error_description', 'Geheim4711');
      expectFailure(await browser.open(`/auth/callback?${query}`), status, title);
    }
  });

  test('if the provider does not accept our credentials; the log tells the operator the reason', async () => {
    fixture = createSignInFixture(provider, { secret: 'wrong' });
    browser = fixture.newBrowser();
    expectFailure(await signIn(), 403, 'Sign-in refused');
    expect(fixture.lines.join('')).toContain('"cause_code":"OAUTH_WWW_AUTHENTICATE_CHALLENGE"');
  });

  test('if the provider does not answer, before or after the person has used the provider’s page', async () => {
    const other = await startProvider();
    fixture = createSignInFixture(other);
    browser = fixture.newBrowser();
    const started = await browser.open(fixture.startPath);
    expect(started.text).toContain('Who are you?');
    const query = new URLSearchParams({ code: 'x', iss: other.issuer });
    const asked = browser.visited.find((url) => url.includes('state=')) ?? '';
    query.set('state', new URL(asked).searchParams.get('state') ?? '');
    await other.stop();
    const callback = await browser.open(`/auth/callback?${query}`);
    expectFailure(callback, 503, 'Provider unavailable');
    expect(callback.headers.get('retry-after')).toBe('5');
    fixture = createSignInFixture(other);
    browser = fixture.newBrowser();
    expectFailure(await browser.open(fixture.startPath), 503, 'Provider unavailable');
  });

  test('if Cloud KMS is unavailable; here the answer is the problem `keys-unavailable`, not a page', async () => {
    fixture.wrapper.state = 'unavailable';
    const page = await browser.open(fixture.startPath);
    expect([page.status, JSON.parse(page.text).code]).toEqual([503, 'keys-unavailable']);
  });
});

describe('a session that a page extends', () => {
  const renew = (headers = own) => signOut(headers, '/auth/renew');

  test('can last longer than 15 minutes, and ends after 12 hours', async () => {
    await signIn();
    const { sessionId } = (await fixture.identityOf(browser.cookie())) ?? {};
    for (let minutes = 0; minutes < 700; minutes += 10) {
      fixture.clock.offset += 10 * minuteMs;
      const answer = await renew();
      const { expires_in: left } = JSON.parse(answer.text) as { readonly expires_in: number };
      expect([answer.status, left > 800 && left <= 900]).toEqual([200, true]);
    }
    expect((await fixture.identityOf(browser.cookie()))?.sessionId).toBe(sessionId);
    fixture.clock.offset += 10 * minuteMs;
    expect(JSON.parse((await renew()).text).expires_in).toBeLessThanOrEqual(600);
    fixture.clock.offset += 10 * minuteMs;
    const over = await renew();
    expect([over.status, JSON.parse(over.text).code]).toEqual([401, 'session-ended']);
  });

  test('gets no new cookie if the present cookie is less than five minutes old', async () => {
    await signIn();
    const cookie = browser.cookie();
    fixture.clock.offset = 4 * minuteMs;
    const answer = await renew();
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
    fixture.clock.offset = 6 * minuteMs;
    expect((await renew()).headers.get('set-cookie')).toMatch(/; Max-Age=900; .*SameSite=Strict$/);
    expect(browser.cookie()).not.toBe(cookie);
  });

  test('is signed only once if pages ask for an extension many times in a few seconds', async () => {
    await signIn();
    fixture.clock.offset = 6 * minuteMs;
    const calls = sessionSigner.calls();
    const cookie = browser.cookie() ?? '';
    for (let asked = 0; asked < 20; asked += 1) {
      browser.setCookie(cookie);
      expect((await renew()).status).toBe(200);
    }
    expect(sessionSigner.calls() - calls).toBe(1);
  });

  test('is extended only if the request comes from one of our own pages and there is a session', async () => {
    expect((await renew()).status).toBe(204);
    await signIn();
    fixture.clock.offset = 6 * minuteMs;
    for (const headers of [
      { ...own, origin: 'https://evil.example' },
      { ...own, 'mayfly-csrf': '0' },
    ]) {
      const answer = await renew(headers);
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
    }
  });

  test('is not extended after a sign-out in another browser with the same session', async () => {
    await signIn();
    const elsewhere = fixture.newBrowser();
    elsewhere.setCookie(browser.cookie() ?? '');
    await elsewhere.open('/auth/sign-out', { method: 'POST', headers: own });
    fixture.clock.offset = 6 * minuteMs;
    const answer = await renew();
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([401, null]);
  });

  test('is not extended if its provider is no longer configured', async () => {
    await signIn();
    const { store, wrapper } = fixture;
    const issuer = { issuer: 'https://other.example.org' };
    const changed = createSignInFixture(provider, { issuer, beside: { store, wrapper } });
    const later = changed.newBrowser();
    later.setCookie(browser.cookie() ?? '');
    changed.clock.offset = 6 * minuteMs;
    const answer = await later.open('/auth/renew', { method: 'POST', headers: own });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([401, null]);
  });
});

describe('signing out', () => {
  test('ends the session and removes the cookie, and succeeds when it is repeated', async () => {
    await signIn();
    const session = browser.cookie();
    const answer = await signOut();
    expect([answer.status, answer.text, browser.cookie()]).toEqual([204, '', undefined]);
    expect(answer.headers.get('set-cookie')).toBe(
      '__session=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict',
    );
    await expect(fixture.identityOf(session)).rejects.toMatchObject({ code: 'session-ended' });
    expect((await signOut()).status).toBe(204);
  });

  test('is refused if the request does not come from one of our own pages', async () => {
    await signIn();
    for (const headers of [
      { ...own, origin: 'https://evil.example' },
      { ...own, 'sec-fetch-site': 'cross-site' },
      { origin: own.origin, 'sec-fetch-site': 'same-origin' },
      {},
    ]) {
      const answer = await signOut(headers);
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, 'cross-site-request']);
    }
    expect(await fixture.identityOf(browser.cookie())).toBeDefined();
  });

  test('from all sessions ends the sessions in all browsers of the person, and fails without a session', async () => {
    await signIn();
    const elsewhere = browser.cookie();
    browser = fixture.newBrowser();
    await signIn();
    const here = browser.cookie();
    expect((await signOut(own, '/auth/sign-out/everywhere')).status).toBe(204);
    for (const session of [elsewhere, here])
      await expect(fixture.identityOf(session)).rejects.toMatchObject({ code: 'session-ended' });
    expect((await signOut(own, '/auth/sign-out/everywhere')).status).toBe(401);
  });

  test('does not affect a later sign-in', async () => {
    await signIn();
    await signOut(own, '/auth/sign-out/everywhere');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await signIn();
    expect(await fixture.identityOf(browser.cookie())).toBeDefined();
  });
});

test('if TOKEN_HOURS allows a year, a bearer token of the provider is accepted almost a year after its issue', async () => {
  const token = await provider.tokenFor('Anna.Muster@Example.org');
  await expect(fixture.verifyBearer(token)).rejects.toMatchObject({ code: 'token-invalid' });
  fixture = createSignInFixture(provider, { tokenHours: 8_760 });
  fixture.clock.offset = 360 * 86_400_000;
  expect(await fixture.verifyBearer(token)).toMatchObject({ email: 'anna.muster@example.org' });
  const unverified = await provider.tokenFor('bert@example.org');
  await expect(fixture.verifyBearer(unverified)).rejects.toMatchObject({ code: 'token-invalid' });
});
