import type { Instant } from '#shared/base/time/instant.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { countStoreCalls } from '#shared/store/testing/count-store-calls.ts';
import { createFakeKeyWrapper } from '#shared/vault/testing/create-fake-key-wrapper.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createPersonAccess } from '#shared/wiring/person-access.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { sessionSigner } from '#shared/wiring/testing/session-signer.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import { beginSession } from '../begin-session.ts';
import { endAllSessions, endSession } from '../end-session.ts';
import { extendSession } from '../extend-session.ts';

/** Noon of 15 January 2026, UTC. */
const start: Instant = Date.UTC(2026, 0, 15, 12) * 1_000;

/** The `Cookie` header that a browser sends after it has got a `Set-Cookie` value. */
export function sendBack(setCookie: string | undefined): string {
  return `theme=dark; ${setCookie?.split(';')[0] ?? ''}`;
}

/** Stores sessions in memory, for any number of processes with caches of their own. */
export function createSessionFixture({ pins = {} }: { readonly pins?: object } = {}) {
  const clock = { now: start };
  const { store, takeCalls } = countStoreCalls(createMemoryStore(indexCollections(collections)));
  const wrapper = createFakeKeyWrapper();
  /**
   * Makes a process. Each time the process reads its clock, `ahead` returns how many microseconds
   * this clock is ahead.
   */
  const newProcess = (signer = sessionSigner, ahead = () => 0) => {
    const platform = createPlatform(testConfig({ ...pins }), {
      store,
      now: () => clock.now + ahead(),
      sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
    });
    const { readSession, sessions } = createPersonAccess(platform, wrapper);
    return {
      keys: sessions.keys,
      read: readSession,
      begin: (email = 'anna@example.org') =>
        beginSession({ ...sessions, signer }, { email, issuer: 'https://id.example.org' }),
      /** Returns a new cookie of the same session, from a function that may sign. */
      extend: async (cookieHeader: string) => {
        const session = await readSession(cookieHeader);
        return session && extendSession({ ...sessions, signer }, session);
      },
      end: (id: string) => endSession(sessions, id),
      endAll: (email = 'anna@example.org') => endAllSessions(sessions, email),
    };
  };
  return { clock, store, takeCalls, wrapper, newProcess };
}
