import type { EntryPlace } from '../entry-place.ts';

/** A possible place of an entry, for tests with a fake writer. */
export const examplePlace: EntryPlace = {
  tenant: 'acme',
  chain: 'a1'.repeat(16),
  seq: 7,
  hash: 'b2'.repeat(32),
  created_at: 1_768_478_400_000_000,
  due_at: 1_784_030_400_000_000,
};
