import { describeMissing } from '../../emulators/firestore/find-firestore-emulator.ts';
import type { Flags } from './read-flags.ts';

/**
 * Explains in a sentence why this run keeps its data in memory, and how to get the emulator. The
 * function downloads nothing.
 * @returns undefined if the emulator can run
 * @throws Error if data should be kept between runs and the emulator is missing
 */
export function whyInMemory({
  inMemory,
  dataDir,
}: Pick<Flags, 'inMemory' | 'dataDir'>): string | undefined {
  if (inMemory) return 'You asked for it with --in-memory.';
  const missing = describeMissing();
  if (missing !== undefined && dataDir !== undefined)
    throw new Error(`--data needs the Firestore emulator. ${missing}`);
  return missing;
}
