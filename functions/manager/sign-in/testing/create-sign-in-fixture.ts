import { Writable } from 'node:stream';
import { microsPerMilli } from '#shared/base/time/instant.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import type { Store } from '#shared/store/store.ts';
import {
  createFakeKeyWrapper,
  type FakeKeyWrapper,
} from '#shared/vault/testing/create-fake-key-wrapper.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createPersonAccess } from '#shared/wiring/person-access.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { sessionSigner } from '#shared/wiring/testing/session-signer.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import {
  type IdentityProvider,
  type IdentityProviderOptions,
  startIdentityProvider,
} from '../../../../infra/emulators/identity/identity-provider.ts';
import { createManagerApp } from '../../app.ts';
import { createSignIn } from '../create-sign-in.ts';
import { createSignInAccess } from '../sign-in-access.ts';
import { createTenantsOf } from './create-tenants-of.ts';
import { createTestBrowser } from './create-test-browser.ts';

/** An address without a server, because tests call the app directly. */
export const consoleUrl = 'http://127.0.0.1:9';

const people = [
  { email: 'Anna.Muster@Example.org', name: 'Anna', about: 'someone' },
  { email: 'bert@example.org', name: 'Bert', about: 'not verified', verified: false },
];

export function startProvider(options: Partial<IdentityProviderOptions> = {}) {
  return startIdentityProvider({ redirectUri: `${consoleUrl}/auth/callback`, people, ...options });
}

/**
 * Creates the manager's app for a running test provider, with a store in memory and a clock that a
 * test can move.
 */
export function createSignInFixture(
  provider: Pick<IdentityProvider, 'issuer' | 'clientId' | 'clientSecret'>,
  changes: {
    readonly issuer?: object;
    readonly secret?: string;
    readonly tokenHours?: number;
    /**
     * The store and the key wrapper of another fixture. So a test can use the data of that fixture
     * with another configuration.
     */
    readonly beside?: { readonly store: Store; readonly wrapper: FakeKeyWrapper };
  } = {},
) {
  const clock = { offset: 0 };
  const lines: string[] = [];
  const logTo = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const { issuer, clientId, clientSecret } = provider;
  const described = {
    issuer,
    client_id: clientId,
    name: 'Example & Co',
    prompt: 'login',
    ...changes.issuer,
  };
  const config = testConfig({
    LOG_LEVEL: 'info',
    CONSOLE_URL: consoleUrl,
    TOKEN_HOURS: String(changes.tokenHours ?? 24),
    OIDC_ISSUERS: JSON.stringify([described]),
    OIDC_CLIENT_SECRETS: JSON.stringify({ [issuer]: changes.secret ?? clientSecret }),
  });
  const { store, wrapper } = changes.beside ?? {
    store: createMemoryStore(indexCollections(collections)),
    wrapper: createFakeKeyWrapper(),
  };
  const platform = createPlatform(config, {
    store,
    now: () => (Date.now() + clock.offset) * microsPerMilli,
    newRequestId: () => 'request-1',
    logTo,
    keys: { wrapperOf: () => wrapper, signerOf: () => sessionSigner },
  });
  const newAccess = () => createPersonAccess(platform, wrapper);
  const app = createManagerApp({
    ...createAppDeps(platform, 'manager'),
    console() {
      throw new Error('no test of sign-ins opens a page of the console');
    },
    signIn: createSignIn(config, platform.now, async () => createSignInAccess(platform, wrapper)),
  });
  const startPath = `/auth/sign-in?${new URLSearchParams({ issuer, return_to: '/live?day=1' })}`;
  return {
    app,
    clock,
    wrapper,
    lines,
    startPath,
    newBrowser: (headers?: { readonly [name: string]: string }) =>
      createTestBrowser(app, consoleUrl, headers),
    /** Reads a session cookie as another function does, and returns the person of the session. */
    identityOf: async (value: string | undefined) =>
      (await newAccess().readSession(`__session=${value}`))?.identity,
    verifyBearer: newAccess().verifyBearer,
    store,
    ...createTenantsOf(platform),
  };
}
