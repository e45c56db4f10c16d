import type { Instant } from '#shared/base/time/instant.ts';
import type { Store } from '#shared/store/store.ts';
import type { FakeKeyWrapper } from '#shared/vault/testing/create-fake-key-wrapper.ts';
import type { collections } from '#shared/wiring/collections.ts';

/**
 * A defect that a test puts into the processes: into their store, key service, clock or
 * collections. The product itself has no option that turns a defect on.
 */
export type Plant = {
  readonly name: string;
  /** Changes the store that the process of a function gets. */
  readonly store?: (inner: Store, process: string) => Store;
  /** Changes the key service that all processes get. */
  readonly keys?: (inner: FakeKeyWrapper) => FakeKeyWrapper;
  /** Changes the clock that the process of a function gets. */
  readonly clock?: (now: () => Instant, process: string) => () => Instant;
  /** Changes the collections that a function knows. */
  readonly collections?: (all: typeof collections, process: string) => typeof collections;
};
