import type { TestProject } from 'vitest/node';
import {
  type FirestoreEmulator,
  startFirestoreEmulator,
} from '../../infra/emulators/firestore/firestore-emulator.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /**
     * Address and port of the emulator that all suites of a run share. Each suite has a project id
     * of its own, so it never sees the data of another suite.
     */
    firestoreHost: string;
  }
}

let emulator: FirestoreEmulator | undefined;

/**
 * Starts one Firestore emulator for all suites of a run. That takes less time than to start one for
 * each file.
 */
export async function setup(project: TestProject): Promise<void> {
  emulator = await startFirestoreEmulator();
  project.provide('firestoreHost', emulator.host);
}

/** Stops the emulator at the end of the run. */
export async function teardown(): Promise<void> {
  await emulator?.stop();
}
