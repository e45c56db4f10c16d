import { expect, test } from 'vitest';
import { useStack } from '../harness/stack.ts';
import { operations } from './described-operations.ts';
import { createFuzzFixture } from './fuzz-fixture.ts';
import { runFuzz } from './run-fuzz.ts';
import { tellStatuses } from './tell-statuses.ts';

const stack = useStack('demo-fuzz-many');
const requests = Number(process.env['FUZZ_REQUESTS'] ?? 20_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 8_841);
/**
 * The milliseconds that a busy machine needs for a request. An idle machine is ten times as fast.
 */
const requestMs = 60;

test(
  `the answers to ${requests} requests match the description`,
  async () => {
    const { failures, statuses } = await runFuzz(await createFuzzFixture(stack()), {
      seed,
      requests,
    });
    expect(failures.join('\n\n')).toBe('');
    console.log(tellStatuses(statuses));
    // If Mayfly refused all requests, the run would find no fault. So the test also counts the
    // routes on which no request succeeded.
    const isDone = ({ route }: { readonly route: string }) =>
      [...(statuses.get(route)?.keys() ?? [])].some((status) => status < 300);
    const missed = operations.filter((each) => !isDone(each)).map(({ route }) => route);
    console.log(`never carried out: ${missed.join(', ') || 'none'}`);
    if (requests >= 5_000) expect(missed.length).toBeLessThan(operations.length / 10);
  },
  60_000 + requests * requestMs,
);
