import { startFirestoreEmulator } from '../../infra/emulators/firestore/firestore-emulator.ts';
import { type Stack, startStack } from './stack.ts';

/**
 * Starts a stack like {@link startStack}, but with its own Firestore emulator. Commands that run
 * outside the suites use this stack, because only a run of the suites starts the shared emulator.
 */
export async function startOwnStack(projectId: string): Promise<Stack> {
  const firestore = await startFirestoreEmulator();
  const stack = await startStack(projectId, firestore.host);
  return {
    ...stack,
    async stop() {
      await stack.stop();
      await firestore.stop();
    },
  };
}
