import fc from 'fast-check';
import { test } from 'vitest';
import { ShelfWorld } from './testing/shelf-world.ts';

/** An event in one of two processes, or in the stock that both processes use. */
const step = fc.record({
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constant('ask' as const) },
    { weight: 6, arbitrary: fc.constant('answer' as const) },
    { weight: 6, arbitrary: fc.constant('settle' as const) },
    { weight: 1, arbitrary: fc.constantFrom('fail', 'load', 'restore') },
  ),
  process: fc.constantFrom(0 as const, 1 as const),
  number: fc.nat({ max: 11 }),
  isSo: fc.boolean(),
});

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function happen(world: ShelfWorld, { what, process, number, isSo }: Step): void {
  if (what === 'ask') world.ask(process, number + 1);
  if (what === 'answer') world.answer(process, isSo);
  if (what === 'settle') world.settle(process, number, isSo ? 'committed' : 'given up');
  if (what === 'fail') world.fail(process);
  if (what === 'load') world.load(number * 4);
  if (what === 'restore') world.restore(number);
}

test('for every order of events, no process gives a code to two callers at a time, no caller misses a free code, and nobody waits for ever', async () => {
  const start = fc.record({
    codes: fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 70 })),
    unreadable: fc.nat({ max: 2 }),
    seed: fc.nat(),
  });
  const steps = fc.array(step, { minLength: 1, maxLength: 60, size: 'max' });
  await fc.assert(
    fc.asyncProperty(start, steps, async (given, then) => {
      const world = new ShelfWorld(given);
      for (const each of then) {
        happen(world, each);
        await world.rest();
      }
      await world.finish();
    }),
    { numRuns: 500 },
  );
}, 30_000);
