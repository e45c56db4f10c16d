import fc from 'fast-check';
import { test } from 'vitest';
import { checkForgetting, scenario } from './testing/forgetting-property.ts';

/**
 * To check more histories: `FORGETTING_RUNS=500 npx vitest run --project unit
 * shared/restores/forgetting`.
 */
const numRuns = Number(process.env['FORGETTING_RUNS'] ?? 15);

test('after any history, even if a backup is restored afterwards, an erasure deletes all data of its person and no other data, and gets exactly one receipt', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, (given) => checkForgetting(given)),
    { numRuns },
  );
}, 600_000);
