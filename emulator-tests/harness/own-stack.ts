import { startFirestoreEmulator } from '../../infra/emulators/firestore/firestore-emulator.ts';
import { type Stack, startStack } from './stack.ts';

/**
 * Starts a stack like {@link startStack}, but with its own Firestore emulator. This stack is for
 * commands that run outside the suites: then the emulator of the suites does not run.
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
