import { randomBytes } from 'node:crypto';
import type { Instant } from '#shared/base/time/instant.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { countStoreCalls } from '#shared/store/testing/count-store-calls.ts';
import { createFakeKeyWrapper } from '#shared/vault/testing/create-fake-key-wrapper.ts';
import { collections } from '#shared/wiring/collections.ts';
import { beginSession } from '../begin-session.ts';
import { endAllSessions, endSession } from '../end-session.ts';
import { createSessionReader } from '../read-session.ts';
import { createSessionKeys } from '../session-keys.ts';

/** Noon of 15 January 2026, UTC. */
const start: Instant = Date.UTC(2026, 0, 15, 12) * 1_000;

/** The `Cookie` header of a browser that was sent a `Set-Cookie` value. */
export function sendBack(setCookie: string | undefined): string {
  return `theme=dark; ${setCookie?.split(';')[0] ?? ''}`;
}

/** Sessions in memory, and as many processes on them as a test needs; each with caches of its own. */
export function createSessionFixture() {
  const clock = { now: start };
  const { store, takeCalls } = countStoreCalls(createMemoryStore(indexCollections(collections)));
  const wrapper = createFakeKeyWrapper();
  const newProcess = () => {
    const shared = { store, now: () => clock.now, randomBytes, purgeShards: 4 };
    const keys = createSessionKeys({ ...shared, wrapper });
    const sleep = () => new Promise<void>((resolve) => setImmediate(resolve));
    const deps = { ...shared, keys, random: Math.random, sleep };
    return {
      keys,
      read: createSessionReader(deps),
      begin: (email = 'anna@example.org') =>
        beginSession(deps, { email, issuer: 'https://id.example.org' }),
      end: (id: string) => endSession(deps, id),
      endAll: (email = 'anna@example.org') => endAllSessions(deps, email),
    };
  };
  return { clock, store, takeCalls, wrapper, newProcess };
}
