import { describeMissing } from '../../emulators/firestore/find-firestore-emulator.ts';
import type { Flags } from './read-flags.ts';

/**
 * Explains why this run keeps its data in memory. If Java or the emulator is missing, also explains
 * how to get it. The function itself downloads nothing.
 * @returns undefined if this run uses the emulator
 * @throws Error if the user wants to keep data between runs, but Java or the emulator is missing
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
