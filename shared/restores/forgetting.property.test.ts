import fc from 'fast-check';
import { test } from 'vitest';
import { checkForgetting, scenario } from './testing/forgetting-property.ts';

/**
 * To check more histories: `FORGETTING_RUNS=500 npx vitest run --project unit
 * shared/restores/forgetting`.
 */
const numRuns = Number(process.env['FORGETTING_RUNS'] ?? 15);

test('after any history, an erasure deletes the data of one person, but no data of others and no data that is kept on a stated ground; it gets exactly one receipt, and a restore brings no deleted data back', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, (given) => checkForgetting(given)),
    { numRuns },
  );
}, 600_000);
