import { startInnerStack } from '../start-inner-stack.ts';
import { createReadCounter } from './count-reads.ts';

/** Starts a stack with its data in memory, and counts the reads of each request. */
export async function startCountedStack() {
  const counter = createReadCounter();
  const stack = await startInnerStack({ withFirestore: false, watchStore: counter.watchStore });
  for (const app of Object.values(stack.apps)) counter.watchApp(app);
  return { ...stack, takeReads: () => counter.take() };
}
