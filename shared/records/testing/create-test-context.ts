import type { Acting } from '#shared/access/renew-caller.ts';
import { asActing } from '#shared/access/testing/as-acting.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categories } from '#shared/categories/registry.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import type { Store } from '#shared/store/store.ts';
import { countStoreCalls, type StoreCalls } from '#shared/store/testing/count-store-calls.ts';
import {
  createFakeKeyWrapper,
  type FakeKeyWrapper,
} from '#shared/vault/testing/create-fake-key-wrapper.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { collectionsFor } from '#shared/wiring/collections.ts';
import { createPlatform, type Platform } from '#shared/wiring/platform.ts';
import { signerOfTests } from '#shared/wiring/testing/session-signer.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import type { Context } from '../context.ts';

/** Noon of 15 January 2026, UTC. */
export const testStart: Instant = Date.UTC(2026, 0, 15, 12) * 1_000;

/** A context with a store to which a test may also write directly. */
export type TestContext = Context & { readonly store: Store };

/**
 * Copies a context and replaces its store, for example by one that pauses, fails or reports its
 * writes.
 */
export function onStore(ctx: Context, store: Store): TestContext {
  return { ...ctx, store };
}

export type TestFixture = {
  readonly clock: { now: Instant };
  readonly store: Store;
  readonly takeCalls: () => Partial<StoreCalls>;
  readonly wrapper: FakeKeyWrapper;
  /**
   * The dependencies of code that does not work on records. They use the `store` of this fixture.
   */
  readonly platform: Platform;
  /** Ids of the documents that could not be decrypted. */
  readonly unreadable: readonly string[];
  /**
   * A context for a caller who may write, read, delete and export all categories of the fixture, or
   * who has the given scopes.
   */
  readonly contextOf: (tenant: string, scopes?: readonly string[]) => TestContext;
  /**
   * A context with its own caches, as another process would have it. Its records and keys are in
   * the given store, or by default in the store of this fixture.
   */
  readonly otherProcess: (tenant: string, on?: Store) => TestContext;
};

/**
 * Creates the dependencies of verbs in memory: a real vault with bcrypt cost 4, a store that counts
 * calls, and a clock that only the test moves.
 */
export function createTestFixture(all: readonly Category[] = categories): TestFixture {
  const clock = { now: testStart };
  const memory = createMemoryStore(indexCollections(collectionsFor(all)));
  const { store, takeCalls } = countStoreCalls(memory);
  const wrapper = createFakeKeyWrapper();
  const unreadable: string[] = [];
  const platformOn = (on: Store) =>
    createPlatform(testConfig(), {
      store: on,
      now: () => clock.now,
      sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
      keys: { wrapperOf: () => wrapper, signerOf: signerOfTests, versionsOf: () => wrapper },
    });
  const platform = platformOn(store);
  const newDeps = (on = store) => ({
    ...createApiService(on === store ? platform : platformOn(on), 'test').records,
    store: on,
    onUnreadable: ({ id }: { readonly id: string }) => void unreadable.push(id),
  });
  const deps = newDeps();
  const every = all.flatMap(({ id }) =>
    ['write', 'read', 'delete', 'export'].map((action) => `${id}:${action}`),
  );
  const callerOf = (tenant: string, scopes: readonly string[]): Acting =>
    asActing({
      tenant,
      scopes: new Set(scopes),
      settings: everythingOn(all),
      actor: { kind: 'api_key', id: `mf_${tenant}_00000000` },
    });
  return {
    clock,
    store,
    takeCalls,
    wrapper,
    platform,
    unreadable,
    contextOf: (tenant, scopes = every) => ({ ...deps, ...callerOf(tenant, scopes) }),
    otherProcess: (tenant, on) => ({ ...newDeps(on), ...callerOf(tenant, every) }),
  };
}
