import { startFirestoreEmulator } from '../../infra/emulators/firestore/firestore-emulator.ts';
import { type Stack, startStack } from './stack.ts';

/** Like {@link startStack}, with its own Firestore emulator, for commands outside the suites. */
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
