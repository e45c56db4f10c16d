import { startInnerStack } from '../start-inner-stack.ts';
import { createReadCounter } from './count-reads.ts';

/** A stack with its data in memory, which counts what each request reads. */
export async function startCountedStack() {
  const counter = createReadCounter();
  const stack = await startInnerStack({ withFirestore: false, watchStore: counter.watchStore });
  for (const app of Object.values(stack.apps)) counter.watchApp(app);
  return { ...stack, takeReads: () => counter.take() };
}
