import type { TestProject } from 'vitest/node';
import {
  type FirestoreEmulator,
  startFirestoreEmulator,
} from '../../infra/emulators/firestore/firestore-emulator.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address and port of the emulator that all suites of a run share; their project ids keep them apart. */
    firestoreHost: string;
  }
}

let emulator: FirestoreEmulator | undefined;

/** Starts one Firestore emulator for all suites of a run: a warm one costs less than one for each file. */
export async function setup(project: TestProject): Promise<void> {
  emulator = await startFirestoreEmulator();
  project.provide('firestoreHost', emulator.host);
}

/** Ends it with the run. */
export async function teardown(): Promise<void> {
  await emulator?.stop();
}
